package dev.slipway.session;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Container;
import dev.slipway.engine.Engine;
import dev.slipway.environment.StartScripts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A container that was just started: waits until it is up, or finds out why it is not. */
final class Started {
    /** How long a Jupyter server may take; loading extensions from a cold disk takes tens of seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration EXEC = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final int LOG_LINES = 20;
    private static final int LONGEST_DETAIL = 4000;

    private final Engine engine;
    private final String id;
    private final String name;
    private final String image;

    Started(Engine engine, String id, String name, String image) {
        this.engine = engine;
        this.id = id;
        this.name = name;
        this.image = image;
    }

    /** Proves that the GPUs are inside. */
    void proveGpus(List<String> wanted) throws FailureException, InterruptedException {
        boolean seen;
        try {
            seen = GpuProof.look(engine, id, wanted);
        } catch (FailureException e) {
            // A container that has ended answers to nothing; why it ended is the better news.
            stillRuns();
            throw e;
        }
        if (!seen) {
            stillRuns();
            throw new FailureException(new Failure.GpuAccessMissing(
                    "The container runs, but these GPUs cannot be seen inside: " + String.join(", ", wanted)));
        }
    }

    /** Returns when Jupyter answers to the secret; a server that has ended is started again. */
    void reviveJupyter(int port, String token) throws FailureException, InterruptedException {
        if (JupyterServer.status(name, port, token) == 200) {
            return;
        }
        engine.exec(id, List.of("/bin/sh", "-c", StartScripts.JUPYTER_AGAIN), EXEC);
        awaitJupyter(port, token);
    }

    /** Returns when Jupyter answers to the secret. */
    void awaitJupyter(int port, String token) throws FailureException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int status = -1;
        while (System.nanoTime() < end) {
            status = JupyterServer.status(name, port, token);
            if (status == 200) {
                engine.exec(id, List.of("/bin/sh", "-c", StartScripts.JUPYTER_SEEN), EXEC);
                return;
            }
            stillRuns();
            Thread.sleep(BETWEEN);
        }
        throw new FailureException(new Failure.TimedOut("Jupyter", PATIENCE.toSeconds(),
                "The last answer was " + (status < 0 ? "none" : "HTTP " + status) + ".\n" + lastWords()));
    }

    /** Throws why the container ended, if it has. */
    void stillRuns() throws FailureException, InterruptedException {
        var container = engine.container(id);
        if (container.isEmpty()) {
            throw new FailureException(new Failure.EndedEarly(name, -1, "The container is gone."));
        }
        if (container.get().state() != Container.State.RUNNING) {
            int exitCode = container.get().exitCode().orElse(-1);
            throw new FailureException(exitCode == StartScripts.NO_JUPYTER
                    ? new Failure.NoJupyter(image, lastWords())
                    : new Failure.EndedEarly(name, exitCode, (container.get().oomKilled()
                            ? "The kernel ended it because its memory limit was reached.\n" : "")
                            + container.get().error() + lastWords()));
        }
    }

    private String lastWords() throws InterruptedException {
        var words = new ByteArrayOutputStream();
        var end = new CountDownLatch(1);
        try (var _ = engine.logs(id, LOG_LINES, false, chunk -> {
            if (chunk.bytes().length == 0) {
                end.countDown();
            } else if (words.size() < LONGEST_DETAIL) {
                words.writeBytes(chunk.bytes());
            }
        })) {
            if (!end.await(5, TimeUnit.SECONDS)) {
                return words.toString(StandardCharsets.UTF_8);
            }
        } catch (FailureException e) {
            return "";
        }
        var text = words.toString(StandardCharsets.UTF_8);
        return text.length() <= LONGEST_DETAIL ? text : text.substring(text.length() - LONGEST_DETAIL);
    }
}
