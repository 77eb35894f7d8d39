package dev.slipway.engine.docker;

import dev.slipway.engine.PullProgress;
import dev.slipway.engine.PullProgress.Phase;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Folds the messages of a pull, one a layer and step, into one progress. Bytes never go back: an engine that tries a
 * layer again counts it from zero, which here shows as standing still.
 */
final class PullFold {
    private static final long RATE_OVER_NANOS = 5_000_000_000L;

    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final ArrayDeque<Point> points = new ArrayDeque<>();
    private boolean complete;

    /** One layer's state. */
    private record Layer(Step step, long bytes, long total) {
    }

    private enum Step {
        WAITING, DOWNLOADING, DOWNLOADED, EXTRACTING, DONE
    }

    private record Point(long nanos, long bytes) {
    }

    /**
     * Takes in a message.
     *
     * @param id the layer
     * @param status the engine's word
     * @param bytes how far the step is; 0 when not told
     * @param total the step's size; 0 when not told
     * @param nanos now, of a monotonic clock
     */
    void message(String id, String status, long bytes, long total, long nanos) {
        var step = step(status);
        if (step == null) {
            complete |= status.startsWith("Status: ");
            return;
        }
        if (id.isBlank()) {
            return;
        }
        var old = layers.getOrDefault(id, new Layer(Step.WAITING, 0, 0));
        layers.put(id, switch (step) {
            case WAITING -> old;
            case DOWNLOADING -> old.step().compareTo(Step.DOWNLOADED) >= 0 ? old
                    : new Layer(step, Math.max(old.bytes(), bytes), Math.max(Math.max(old.total(), total), bytes));
            case DOWNLOADED -> later(old, step);
            case EXTRACTING -> later(old, step);
            case DONE -> later(old, step);
        });
        points.addLast(new Point(nanos, done()));
        while (points.size() > 2 && nanos - points.getFirst().nanos() > RATE_OVER_NANOS) {
            points.removeFirst();
        }
    }

    private static Layer later(Layer old, Step step) {
        return new Layer(old.step().compareTo(step) > 0 ? old.step() : step, old.total(), old.total());
    }

    private static Step step(String status) {
        return switch (status) {
            case "Pulling fs layer", "Waiting" -> Step.WAITING;
            case "Downloading" -> Step.DOWNLOADING;
            case "Verifying Checksum", "Download complete" -> Step.DOWNLOADED;
            case "Extracting" -> Step.EXTRACTING;
            case "Pull complete", "Already exists" -> Step.DONE;
            default -> status.startsWith("Retrying in") ? Step.WAITING : null;
        };
    }

    private long done() {
        return layers.values().stream().mapToLong(Layer::bytes).sum();
    }

    /** Where the pull stands. */
    PullProgress progress() {
        int done = (int) layers.values().stream().filter(layer -> layer.step() == Step.DONE).count();
        long total = layers.values().stream().mapToLong(Layer::total).sum();
        return new PullProgress(phase(done), done, layers.size(), done(), total, rate());
    }

    /** The end of a pull that succeeded: an engine that told of no layers had them all. */
    PullProgress finished() {
        complete = true;
        layers.replaceAll((_, layer) -> later(layer, Step.DONE));
        return progress();
    }

    private Phase phase(int done) {
        if (complete) {
            return Phase.DONE;
        }
        if (layers.isEmpty()) {
            return Phase.RESOLVING;
        }
        boolean loading = layers.values().stream().anyMatch(layer -> layer.step().compareTo(Step.DOWNLOADED) < 0);
        // Layers are unpacked in order while later ones still come: the download is what takes the time.
        return loading ? Phase.DOWNLOADING : done == layers.size() ? Phase.DONE : Phase.EXTRACTING;
    }

    private double rate() {
        if (points.size() < 2) {
            return 0;
        }
        var first = points.getFirst();
        var last = points.getLast();
        long nanos = last.nanos() - first.nanos();
        return nanos <= 0 ? 0 : (last.bytes() - first.bytes()) * 1e9 / nanos;
    }
}
