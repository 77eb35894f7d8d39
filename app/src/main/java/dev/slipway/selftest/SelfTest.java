package dev.slipway.selftest;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.engine.Engine;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs self-tests. Each takes a session's GPUs for some minutes; what else runs there makes its figures worse. */
public final class SelfTest {
    private static final Logger LOG = LoggerFactory.getLogger(SelfTest.class);
    private static final int MOST_OUTPUT = 1 << 20;
    private static final int MOST_ERRORS = 4000;
    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final String PYTHON = "for p in python3 python; do command -v $p >/dev/null 2>&1 && "
            + "{ command -v $p; exit 0; }; done; exit 1";
    /** Ends the test, its compilers with it, and removes what they wrote; numbers and folder come as arguments. */
    private static final String END = "kill -TERM \"$1\" 2>/dev/null; sleep 1; kill -KILL -- \"-$1\" 2>/dev/null; "
            + "kill -KILL \"$1\" 2>/dev/null; [ -z \"$2\" ] || rm -rf -- \"$2\"; exit 0";

    private final Sessions sessions;
    private final MachineSource machines;
    private final SelfTestStore store;
    private final InstantSource clock;

    /** Tests of these sessions, kept in {@code store}. */
    public SelfTest(Sessions sessions, MachineSource machines, SelfTestStore store, InstantSource clock) {
        this.sessions = sessions;
        this.machines = machines;
        this.store = store;
        this.clock = clock;
    }

    /** The results that are kept. */
    public SelfTestStore store() {
        return store;
    }

    /**
     * How far a test is.
     *
     * @param step what it is at
     * @param fraction 0 to 1, by steps
     */
    public record Progress(Text step, double fraction) {
    }

    /**
     * How much is measured.
     *
     * @param parts of the script, by name
     * @param modes of torch.compile
     */
    public record Extent(List<String> parts, List<String> modes) {
        /** Everything but the slowest mode of torch.compile. */
        public static final Extent USUAL = new Extent(List.of("matmul", "copies", "compile", "allReduce"),
                List.of("default", "reduce-overhead"));
        /** Everything; max-autotune alone takes minutes. */
        public static final Extent THOROUGH = new Extent(USUAL.parts(),
                List.of("default", "reduce-overhead", "max-autotune"));

        /** Freezes the lists. */
        public Extent {
            parts = List.copyOf(parts);
            modes = List.copyOf(modes);
        }
    }

    /**
     * Tests a running session and keeps the result. Blocking, for minutes; an interrupt ends the test inside too.
     *
     * @param progress called on the calling thread
     */
    public SelfTestResult run(String name, Extent extent, Consumer<Progress> progress)
            throws FailureException, InterruptedException {
        var held = sessions.held(name);
        var image = held.session().environment().image();
        var engine = held.engine();
        var python = engine.exec(held.containerId(), List.of("/bin/sh", "-c", PYTHON), SHORT);
        var path = python.output().strip();
        if (python.exitCode() != 0 || path.isEmpty() || path.length() > 1000) {
            throw new FailureException(new Failure.BadInput(Text.of("selftest.no-python", image), ""));
        }
        var inside = new Inside(extent, progress);
        boolean ended = false;
        try {
            int code = engine.run(held.containerId(), new Engine.Command(
                    List.of(path, "-c", "import os; exec(os.environ['SLIPWAY_SELFTEST'])"),
                    Map.of("SLIPWAY_SELFTEST", script(), "SLIPWAY_SELFTEST_PARTS", String.join(",", extent.parts()),
                            "SLIPWAY_SELFTEST_MODES", String.join(",", extent.modes()), "PYTHONDONTWRITEBYTECODE", "1"),
                    Optional.empty(), Optional.of("/tmp")), inside);
            ended = true;
            if (inside.result.isEmpty()) {
                throw new FailureException(new Failure.BadInput(Text.of("selftest.ended", code), inside.errors()));
            }
        } finally {
            if (!ended) {
                end(engine, held.containerId(), inside);
            }
        }
        var machine = machines.state().machine();
        var result = new SelfTestResult(name, clock.instant().truncatedTo(ChronoUnit.SECONDS), image,
                digest(engine, image), held.session().gpus(), machine.flatMap(it -> it.driver().asOptional())
                        .map(driver -> driver.version().toString()), SelfTestStore.measured(inside.result.get()));
        store.save(result, inside.result.get());
        return result;
    }

    private static Optional<String> digest(Engine engine, String image) throws FailureException, InterruptedException {
        return engine.images().stream().filter(local -> local.references().contains(image)
                        || local.digests().contains(image)).findFirst()
                .map(local -> local.digests().stream().findFirst().orElse(local.id()));
    }

    /** Also after an interrupt, which must not leave a test running on the user's GPUs. */
    private static void end(Engine engine, String container, Inside inside) {
        if (inside.pid.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            engine.exec(container, List.of("/bin/sh", "-c", END, "sh", inside.pid, inside.folder), SHORT);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (FailureException e) {
            LOG.warn("A self-test that was broken off may still run in {}: {}", container, e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String script() {
        try (var file = Objects.requireNonNull(SelfTest.class.getResourceAsStream("selftest.py"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what the script prints, as it comes. */
    private static final class Inside implements Consumer<Engine.LogChunk> {
        private final Consumer<Progress> progress;
        private final int steps;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        private int step;
        private String pid = "";
        private String folder = "";
        private Optional<String> result = Optional.empty();

        Inside(Extent extent, Consumer<Progress> progress) {
            this.progress = progress;
            // Two parts that always run, those asked for, and each model's runs with torch.compile.
            this.steps = 2 + extent.parts().size() + (extent.parts().contains("compile")
                    ? 2 * (extent.modes().size() + 1) : 0);
        }

        @Override
        public void accept(Engine.LogChunk chunk) {
            if (chunk.fromErrors()) {
                errors.writeBytes(chunk.bytes());
                if (errors.size() > 2 * MOST_ERRORS) {
                    var tail = errors.toByteArray();
                    errors.reset();
                    errors.write(tail, tail.length - MOST_ERRORS, MOST_ERRORS);
                }
                return;
            }
            for (byte b : chunk.bytes()) {
                if (b == '\n') {
                    read(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else if (line.size() < MOST_OUTPUT) {
                    line.write(b);
                }
            }
        }

        private void read(String text) {
            int space = text.indexOf(' ');
            if (space < 0 || !text.startsWith("slipway.")) {
                return;
            }
            var value = text.substring(space + 1).strip();
            switch (text.substring("slipway.".length(), space)) {
                case "pid" -> pid = value.matches("\\d{1,9}") ? value : "";
                case "folder" -> folder = value.matches("/tmp/slipway-selftest-[A-Za-z0-9_]{4,20}") ? value : "";
                case "result" -> result = Optional.of(value);
                case "step" -> progress.accept(new Progress(words(value), Math.min(1, (double) step++ / steps)));
                default -> LOG.debug("The self-test says {}", text);
            }
        }

        private static Text words(String step) {
            var parts = step.split("/");
            return switch (parts[0]) {
                case "devices", "software", "matmul", "copies", "allReduce" -> Text.of("selftest.step." + parts[0]);
                case "compile" -> parts.length == 4 ? Text.of("selftest.step.compile-one",
                        parts[1].equals("resnet") ? "ResNet" : "Transformer", parts[3])
                        : Text.of("selftest.step.compile");
                default -> Text.of("selftest.step.other");
            };
        }

        String errors() {
            var text = errors.toString(StandardCharsets.UTF_8).strip();
            return text.length() <= MOST_ERRORS ? text : text.substring(text.length() - MOST_ERRORS);
        }
    }
}
