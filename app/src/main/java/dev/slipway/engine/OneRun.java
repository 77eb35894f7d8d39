package dev.slipway.engine;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a script in an image once, to learn something of the image. It runs foreign code, shut in: as nobody, without
 * GPU, network, ports and folders. The container is removed whatever happens. Blocking.
 *
 * @param exitCode how it ended, 0 when not told
 * @param output what it printed, at most 64 KiB; untrusted
 */
public record OneRun(int exitCode, String output) {
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final long BETWEEN_MILLIS = 150;
    private static final long MEMORY_BYTES = 4L << 30;
    private static final long SHM_BYTES = 64L << 20;
    private static final int MOST_OUTPUT = 64 << 10;
    private static final String NOBODY = "65534:65534";

    /**
     * Runs a script.
     *
     * @param image an image that is on the engine
     * @param script for {@code /bin/sh -c}; a constant
     */
    public static OneRun of(Engine engine, String image, String script) throws FailureException, InterruptedException {
        var id = engine.create(spec(image, script));
        try {
            engine.start(id);
            long end = System.nanoTime() + LONGEST.toNanos();
            while (true) {
                var container = engine.container(id).orElseThrow(() -> new FailureException(
                        new Failure.NotFound(image, "The container that looked inside is gone.")));
                if (container.state() != Container.State.RUNNING && container.state() != Container.State.CREATED) {
                    return new OneRun(container.exitCode().orElse(0), output(engine, id));
                }
                if (System.nanoTime() > end) {
                    throw new FailureException(new Failure.TimedOut(image, LONGEST.toSeconds(), "Looking inside"));
                }
                Thread.sleep(BETWEEN_MILLIS);
            }
        } finally {
            removeEvenIfInterrupted(engine, id);
        }
    }

    private static void removeEvenIfInterrupted(Engine engine, String id)
            throws FailureException, InterruptedException {
        boolean interrupted = Thread.interrupted();
        try {
            engine.remove(id);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String output(Engine engine, String id) throws FailureException, InterruptedException {
        var output = new ByteArrayOutputStream();
        var complete = new CountDownLatch(1);
        try (var _ = engine.logs(id, 1000, false, chunk -> {
            if (chunk.bytes().length == 0) {
                complete.countDown();
            } else if (!chunk.fromErrors() && output.size() < MOST_OUTPUT) {
                output.writeBytes(chunk.bytes());
            }
        })) {
            if (!complete.await(10, TimeUnit.SECONDS)) {
                throw new FailureException(new Failure.TimedOut("log", 10, "Looking inside"));
            }
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private static ContainerSpec spec(String image, String script) {
        var name = "slipway-look-" + UUID.randomUUID().toString().substring(0, 8);
        return new ContainerSpec(name, "look", image, List.of("/bin/sh"), List.of("-c", script),
                Map.of("HOME", "/tmp", "PYTHONDONTWRITEBYTECODE", "1"), Map.of("dev.slipway.look", "1"), List.of(),
                List.of(), new ContainerSpec.GpuRequest.None(), Optional.of(NOBODY), List.of(), false,
                Optional.of("/tmp"), Optional.of(MEMORY_BYTES), SHM_BYTES, true, false);
    }
}
