package dev.slipway;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages of the desktop, by {@code notify-send} where the user has it; elsewhere there are none. */
final class DesktopNotice {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopNotice.class);
    private static final long PATIENCE_SECONDS = 3;

    private DesktopNotice() {
    }

    /** Shows a message. Blocking, at most three seconds. */
    static void show(String title, String words, Map<String, String> env) {
        var command = command(title, words, env);
        if (command.isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder(command.get()).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            LOG.info("notify-send cannot be started", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command; empty where there is no screen or no such program. */
    static Optional<List<String>> command(String title, String words, Map<String, String> env) {
        if (!env.containsKey("DISPLAY") && !env.containsKey("WAYLAND_DISPLAY")) {
            return Optional.empty();
        }
        for (var folder : env.getOrDefault("PATH", "").split(File.pathSeparator)) {
            var program = Path.of(folder).resolve("notify-send");
            if (!folder.isEmpty() && program.isAbsolute() && Files.isExecutable(program)) {
                // A desktop may read marks in the words; what follows "--" is never taken for an option.
                return Optional.of(List.of(program.toString(), "--app-name=Slipway", "--icon=slipway", "--", title,
                        words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
            }
        }
        return Optional.empty();
    }
}
