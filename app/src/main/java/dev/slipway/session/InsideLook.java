package dev.slipway.session;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Container;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.Engine;
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
 * Runs an image's own Python once to learn which PyTorch is inside. It runs foreign code, so only after the user's yes,
 * and shut in: as nobody, without GPU, network, ports and folders. The container is removed whatever happens. Blocking.
 */
public final class InsideLook {
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final long BETWEEN_MILLIS = 150;
    private static final long MEMORY_BYTES = 4L << 30;
    private static final long SHM_BYTES = 64L << 20;
    private static final int MOST_OUTPUT = 64 << 10;
    private static final String NOBODY = "65534:65534";

    /** The exit code by which the script says that there is no Python. */
    private static final int NO_PYTHON = 87;

    /**
     * Constant; torch.cuda.get_arch_list() answers only where a GPU is, so the flags of the build are read themselves.
     */
    private static final String SCRIPT = """
            for python in python3 python; do
              command -v $python >/dev/null 2>&1 && exec $python -c '
            import shutil, sys
            print("slipway.python=%d.%d" % sys.version_info[:2])
            for server in ("jupyter-lab", "jupyter-notebook"):
                if shutil.which(server):
                    print("slipway.jupyter=" + server)
            try:
                import torch
                print("slipway.torch=" + torch.__version__)
                print("slipway.cuda=" + (torch.version.cuda or ""))
                print("slipway.cudnn=" + str(torch.backends.cudnn.version() or ""))
                if torch.version.cuda:
                    print("slipway.code=" + (torch._C._cuda_getArchFlags() or ""))
            except Exception as error:
                print("slipway.error=" + type(error).__name__)
            '
            done
            exit 87
            """;

    private InsideLook() {
    }

    /** Looks into an image that is on the engine. */
    public static Inside look(Engine engine, String image) throws FailureException, InterruptedException {
        var id = engine.create(spec(image));
        try {
            engine.start(id);
            long end = System.nanoTime() + LONGEST.toNanos();
            while (true) {
                var container = engine.container(id).orElseThrow(() -> new FailureException(
                        new Failure.NotFound(image, "The container that looked inside is gone.")));
                if (container.state() != Container.State.RUNNING && container.state() != Container.State.CREATED) {
                    return read(engine, id, container);
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

    private static Inside read(Engine engine, String id, Container container)
            throws FailureException, InterruptedException {
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
        if (container.exitCode().orElse(0) == NO_PYTHON) {
            return Inside.NOTHING;
        }
        return Inside.parse(output.toString(StandardCharsets.UTF_8));
    }

    private static ContainerSpec spec(String image) {
        var name = "slipway-look-" + UUID.randomUUID().toString().substring(0, 8);
        return new ContainerSpec(name, "look", image, List.of("/bin/sh"), List.of("-c", SCRIPT),
                Map.of("HOME", "/tmp", "PYTHONDONTWRITEBYTECODE", "1"), Map.of("dev.slipway.look", "1"), List.of(),
                List.of(), new ContainerSpec.GpuRequest.None(), Optional.of(NOBODY), List.of(), false,
                Optional.of("/tmp"), Optional.of(MEMORY_BYTES), SHM_BYTES, true, false);
    }
}
