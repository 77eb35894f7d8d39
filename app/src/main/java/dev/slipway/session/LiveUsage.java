package dev.slipway.session;

import dev.slipway.base.Background;
import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.engine.CurrentEngine;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.GpuProcess;
import dev.slipway.gpu.GpuSample;
import dev.slipway.gpu.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Joins the samples of the GPUs with the sessions. One subscription to the samples serves all listeners, so that each
 * sample is kept in the history once. Works on the sampler's thread and is done in well under a millisecond.
 */
public final class LiveUsage implements UsageFeed {
    private static final Duration KEPT = Duration.ofHours(24);

    private final Feed samples;
    private final Sessions sessions;
    private final CurrentEngine engines;
    private final SessionLoads loads;
    private final Consumer<Usage> observer;
    private final CommandNames commands = new CommandNames();
    private final History history = new History((int) KEPT.toSeconds());
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private Optional<Feed.Pace> pace = Optional.empty();
    private Subscription upstream = () -> {
    };
    /** Only the sampler's thread touches it. */
    private List<GpuSample> newest = List.of();

    private record Listener(Feed.Pace pace, Consumer<Usage> consumer) {
    }

    /** Nothing is sampled before the first listener comes. */
    public LiveUsage(Feed samples, Sessions sessions, CurrentEngine engines, Background background) {
        this(samples, sessions, engines, background, _ -> {
        });
    }

    /**
     * The same with somebody who takes what is sampled for others, and never causes a sample.
     *
     * @param observer called with each; must return at once
     */
    public LiveUsage(Feed samples, Sessions sessions, CurrentEngine engines, Background background,
            Consumer<Usage> observer) {
        this.observer = observer;
        this.samples = samples;
        this.sessions = sessions;
        this.engines = engines;
        this.loads = new SessionLoads(background);
    }

    @Override
    public Subscription listen(Feed.Pace wanted, Consumer<Usage> consumer) {
        var listener = new Listener(wanted, consumer);
        listeners.add(listener);
        adapt();
        return () -> {
            // Records with the same parts are equal; this one and no other has to go.
            listeners.removeIf(other -> other == listener);
            adapt();
        };
    }

    @Override
    public History history() {
        return history;
    }

    /** Samples at the pace of the fastest listener. */
    private synchronized void adapt() {
        Optional<Feed.Pace> wanted = listeners.isEmpty() ? Optional.empty()
                : Optional.of(listeners.stream().anyMatch(listener -> listener.pace() == Feed.Pace.VISIBLE)
                        ? Feed.Pace.VISIBLE : Feed.Pace.HIDDEN);
        if (wanted.equals(pace)) {
            return;
        }
        var before = upstream;
        pace = wanted;
        upstream = wanted.isPresent() ? samples.listen(wanted.get(), this::take) : () -> {
        };
        before.close();
    }

    private void take(List<GpuSample> now) {
        // While the pace changes, the old and the new subscription can both bring the same samples.
        if (now == newest && !now.isEmpty()) {
            return;
        }
        newest = now;
        var usage = join(now);
        keep(now, usage);
        observer.accept(usage);
        listeners.forEach(listener -> listener.consumer().accept(usage));
    }

    private Usage join(List<GpuSample> now) {
        var running = sessions.list().stream().filter(session -> switch (session.state()) {
            case SessionState.Running _, SessionState.Stopping _ -> true;
            case SessionState.Preparing _, SessionState.Stopped _, SessionState.Failed _ -> false;
        }).toList();
        var pids = new HashSet<Long>();
        now.forEach(sample -> sample.processes().asOptional().ifPresent(
                list -> list.forEach(process -> pids.add(process.pid()))));
        var owners = pids.isEmpty() ? Map.<Long, String>of() : sessions.owners(List.copyOf(pids));
        commands.keep(pids);
        var gpus = now.stream().map(sample -> gpu(sample, owners)).toList();
        var at = now.isEmpty() ? Instant.now() : now.getFirst().at();
        return new Usage(at, gpus, loads.of(running, engines.engine()));
    }

    private Usage.GpuUsage gpu(GpuSample sample, Map<Long, String> owners) {
        return switch (sample.processes()) {
            case Reading.Missing<List<GpuProcess>>(var reason, var detail) ->
                    new Usage.GpuUsage(sample, Map.of(), Reading.missing(reason, detail), List.of());
            case Reading.Value<List<GpuProcess>>(var processes) -> gpu(sample, processes, owners);
        };
    }

    private Usage.GpuUsage gpu(GpuSample sample, List<GpuProcess> processes, Map<Long, String> owners) {
        var bySession = new HashMap<String, Long>();
        var untold = new HashMap<String, Reading<Long>>();
        var holders = new ArrayList<Usage.Holder>();
        for (var process : processes) {
            var owner = owners.getOrDefault(process.pid(), "");
            holders.add(new Usage.Holder(process.pid(), owner, commands.of(process.pid()), process.memoryBytes()));
            if (!owner.isEmpty()) {
                switch (process.memoryBytes()) {
                    case Reading.Value<Long>(var bytes) -> bySession.merge(owner, bytes, Long::sum);
                    case Reading.Missing<Long> missing -> untold.put(owner, missing);
                }
            }
        }
        // A sum with an unknown part would be a wrong number.
        bySession.keySet().removeAll(untold.keySet());
        long held = bySession.values().stream().mapToLong(Long::longValue).sum();
        var other = untold.isEmpty() ? sample.memoryUsedBytes().map(used -> Math.max(0, used - held))
                : untold.values().iterator().next();
        holders.sort(Comparator.comparing((Usage.Holder holder) -> holder.memoryBytes().orElse(-1L)).reversed()
                .thenComparing(Usage.Holder::pid));
        return new Usage.GpuUsage(sample, bySession, other, holders);
    }

    private void keep(List<GpuSample> now, Usage usage) {
        var values = new HashMap<String, Float>();
        var held = new HashMap<String, Float>();
        for (var gpu : usage.gpus()) {
            var sample = gpu.sample();
            var prefix = "gpu." + sample.uuid() + ".";
            put(values, prefix + "used", sample.memoryUsedBytes());
            put(values, prefix + "other", gpu.otherBytes());
            put(values, prefix + "utilization", sample.utilizationPercent());
            put(values, prefix + "temperature", sample.temperatureCelsius());
            put(values, prefix + "power", sample.powerWatts());
            gpu.bySession().forEach((name, bytes) -> {
                values.put(prefix + "session." + name, (float) bytes);
                held.merge("session." + name + ".gpu", (float) bytes, Float::sum);
            });
        }
        values.putAll(held);
        usage.sessions().forEach((name, load) -> {
            put(values, "session." + name + ".cpu", load.cpuPercent());
            put(values, "session." + name + ".memory", load.memoryBytes());
        });
        history.append(now.isEmpty() ? System.nanoTime() : now.getFirst().nanos(), values);
    }

    private static void put(Map<String, Float> values, String name, Reading<? extends Number> reading) {
        reading.asOptional().ifPresent(number -> values.put(name, number.floatValue()));
    }
}
