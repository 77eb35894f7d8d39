package dev.slipway.tour;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.engine.BuildProgress;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.Container;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ImageConfig;
import dev.slipway.engine.LocalImage;
import dev.slipway.engine.PullProgress;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The simulated engine: it knows a few images and refuses, in words, whatever would need a real one. */
final class TourEngine implements Engine {
    private static final List<LocalImage> IMAGES = List.of(
            image("pytorch/pytorch:2.14.0-cuda13.0-cudnn9-runtime", 9_560_000_000L),
            image("pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime", 7_930_000_000L),
            image("nvcr.io/nvidia/pytorch:26.08-py3", 24_800_000_000L),
            image("my-lab/torch:local", 12_300_000_000L));

    private static LocalImage image(String reference, long size) {
        return new LocalImage("sha256:" + String.format("%064x", reference.hashCode() & 0xffffffffL),
                List.of(reference), List.of(), size, Instant.parse("2026-10-12T08:00:00Z"));
    }

    private static FailureException onlySimulated() {
        return new FailureException(new Failure.Simulated(""));
    }

    @Override
    public EngineInfo info() {
        return TourScript.ENGINE;
    }

    @Override
    public List<LocalImage> images() {
        return IMAGES;
    }

    @Override
    public Optional<ImageConfig> imageConfig(String reference) {
        return Optional.empty();
    }

    @Override
    public void pull(String reference, Consumer<PullProgress> progress) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public void build(BuildRequest request, Consumer<BuildProgress> progress) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public List<LocalImage> images(String label) {
        return List.of();
    }

    @Override
    public void removeImage(String idOrName) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public String create(ContainerSpec spec) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public void start(String id) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public void stop(String id, Duration grace) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public void remove(String id) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public List<Container> containers(String label) {
        return List.of();
    }

    @Override
    public Optional<Container> container(String idOrName) {
        return Optional.empty();
    }

    @Override
    public Optional<ContainerStats> stats(String id) {
        return Optional.empty();
    }

    @Override
    public List<ContainerProcess> processes(String id) {
        return List.of();
    }

    @Override
    public Subscription logs(String id, int tail, boolean follow, Consumer<LogChunk> output) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public ExecResult exec(String id, List<String> command, Duration timeout) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public int run(String id, Command command, Consumer<LogChunk> output) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public int pipe(String id, Command command, InputStream input, Consumer<LogChunk> output)
            throws FailureException {
        throw onlySimulated();
    }

    @Override
    public void startDetached(String id, Command command) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public void copyInto(String id, String folder, Map<String, byte[]> files) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public Terminal terminal(String id, List<String> command, Map<String, String> environment, int columns, int rows,
            Consumer<byte[]> output, Consumer<Integer> ended) throws FailureException {
        throw onlySimulated();
    }

    @Override
    public Subscription events(String label, Consumer<EngineEvent> event, Consumer<Boolean> connection) {
        return () -> {
        };
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
