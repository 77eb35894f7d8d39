package dev.slipway.layer;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.engine.Engine;
import dev.slipway.environment.Extras.Packages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds packages to a running container, with the script that builds layers. Its commands run as the container's root,
 * since what is there belongs to root; the session itself goes on as its user.
 *
 * <p>Fetching, the long part, can be cancelled and then leaves nothing. Installing what was fetched is short and is not
 * interrupted, since a package that is half there is worse than one too many. Blocking. Thread-safe.
 */
public final class Adding {
    private static final Logger LOG = LoggerFactory.getLogger(Adding.class);
    private static final Optional<String> ROOT = Optional.of("0");
    private static final String TEMPORARY = "/tmp";
    private static final String TASK = "exec /bin/sh \"$1/install.sh\" \"$2\"";
    /**
     * Ends what works for a task: every process whose home is the task's own. Twice, since one may be on its way; the
     * second time without mercy. A process group would not do, as not every engine gives a command one.
     */
    private static final String END = """
            for signal in TERM KILL; do
              for process in /proc/[0-9]*; do
                if grep -q "HOME=$1/home" "$process/environ" 2>/dev/null; then kill -s $signal "${process#/proc/}"; fi
              done
              sleep 1
            done
            """;
    private static final String REMOVE = "rm -rf \"$1\"";

    private final Layers layers;
    private final Background background;

    /** Adds from the mirrors of {@code layers}. */
    public Adding(Layers layers, Background background) {
        this.layers = layers;
        this.background = background;
    }

    /**
     * Adds packages.
     *
     * @param image what the container's image is called in words of a failure
     * @param line called for every line of the log
     * @throws FailureException {@link Failure.LayerFailed} with the line that failed; when a framework of the image is
     *     not the build that it was, that says so
     */
    public void add(Engine engine, String container, String image, Packages packages, Consumer<String> line)
            throws FailureException, InterruptedException {
        var name = "slipway-add-" + UUID.randomUUID();
        var run = new Run(engine, container, TEMPORARY + "/" + name, image, line);
        try {
            engine.copyInto(container, TEMPORARY, files(name, packages));
            run.task("before");
            run.task("fetch");
            run.toItsEnd("install");
            run.toItsEnd("check");
        } catch (InterruptedException e) {
            run.quietly(END);
            throw e;
        } finally {
            run.quietly(REMOVE);
        }
    }

    private Map<String, byte[]> files(String folder, Packages packages) {
        var files = new LinkedHashMap<String, byte[]>();
        LayerFiles.of(new LayerNeeds(false, false, packages)).forEach((name, content) ->
                files.put(folder + "/" + name, content));
        layers.mirrors().files().forEach((name, content) -> files.put(folder + "/" + name, content));
        // The script cleans up less where somebody works.
        files.put(folder + "/running", new byte[0]);
        return files;
    }

    /** One addition. */
    private final class Run {
        private final Engine engine;
        private final String container;
        private final String folder;
        private final String image;
        private final Consumer<String> told;
        private final LayerLog log = new LayerLog();

        Run(Engine engine, String container, String folder, String image, Consumer<String> told) {
            this.engine = engine;
            this.container = container;
            this.folder = folder;
            this.image = image;
            this.told = told;
        }

        void task(String task) throws FailureException, InterruptedException {
            var lines = new Lines(line -> {
                log.line(line);
                told.accept(line);
            });
            int code = engine.run(container, command(TASK, task), chunk -> lines.bytes(chunk.bytes()));
            lines.end();
            if (code != 0) {
                throw new FailureException(log.failure(image, ""));
            }
        }

        /** Does a task that an interrupt of the caller must not break off; the interrupt comes through afterwards. */
        void toItsEnd(String task) throws FailureException, InterruptedException {
            var ended = new CompletableFuture<Outcome<String>>();
            background.run(task + " in " + container, () -> {
                task(task);
                return task;
            }, ended::complete);
            // Unlike get, join goes on after an interrupt.
            if (ended.join() instanceof Outcome.Failed<String>(var failure)) {
                throw new FailureException(failure);
            }
        }

        private Engine.Command command(String script, String task) {
            return new Engine.Command(List.of("/bin/sh", "-c", script, "slipway", folder, task), Map.of(), ROOT,
                    Optional.of("/"));
        }

        void quietly(String script) {
            boolean interrupted = Thread.interrupted();
            try {
                engine.run(container, command(script, ""), _ -> {
                });
            } catch (FailureException e) {
                LOG.warn("Something stays in {} of the container {}: {}", folder, container, e.getMessage());
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Cuts output into lines without control characters. */
    private static final class Lines {
        private static final int LONGEST = 2000;
        private final Consumer<String> line;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Lines(Consumer<String> line) {
            this.line = line;
        }

        void bytes(byte[] piece) {
            for (var one : piece) {
                if (one == '\n' || one == '\r') {
                    end();
                } else if (bytes.size() < LONGEST) {
                    bytes.write(one);
                }
            }
        }

        void end() {
            var text = bytes.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;?]{0,20}[A-Za-z]", "")
                    .replaceAll("\\p{Cntrl}", "").stripTrailing();
            bytes.reset();
            if (!text.isEmpty()) {
                line.accept(text);
            }
        }
    }
}
