package dev.slipway.registry;

import dev.slipway.base.Executables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Programs that keep logins. What they are told goes to their standard input alone, since every user of the machine can
 * read arguments; what they answer is bounded in time and length, and never logged.
 *
 * @param env variables, of which PATH says where programs are
 */
record Programs(Map<String, String> env) {
    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
    private static final int LONGEST = 1 << 20;

    /** What a program answered. */
    record Answer(int exit, byte[] output) {
        boolean good() {
            return exit == 0;
        }

        /** Without the output, which can hold a secret. */
        @Override
        public String toString() {
            return "Answer[exit " + exit + "]";
        }
    }

    /** Where a program is, if it is on the PATH. */
    Optional<Path> find(String name) {
        return Executables.find(name, env.getOrDefault("PATH", ""));
    }

    /**
     * Runs a program to its end; empty where it cannot be started, does not end in time or says more than is read.
     *
     * @param arguments hold no secret
     * @param errors whether what it says on its error stream belongs to the answer
     */
    Optional<Answer> run(Path program, List<String> arguments, String input, Duration patience, boolean errors)
            throws InterruptedException {
        var line = new ArrayList<>(List.of(program.toString()));
        line.addAll(arguments);
        try {
            var builder = new ProcessBuilder(line).redirectErrorStream(errors);
            var process = (errors ? builder : builder.redirectError(ProcessBuilder.Redirect.DISCARD)).start();
            try {
                tell(process, input);
                // What does not fit into the pipe keeps the program from ending, so that a flood ends here as well.
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.info("{} did not end within {} s", program.getFileName(), patience.toSeconds());
                    return Optional.empty();
                }
                return Optional.of(new Answer(process.exitValue(), process.getInputStream().readNBytes(LONGEST)));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.info("{} cannot be asked: {}", program.getFileName(), e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static void tell(Process process, String input) {
        try (var stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It did not listen; its exit status tells more.
        }
    }
}
