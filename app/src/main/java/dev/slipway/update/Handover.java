package dev.slipway.update;

import dev.slipway.base.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from a package to the program of the system that installs it. */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final long PATIENCE_SECONDS = 3;

    private Handover() {
    }

    /** What to type in a terminal to install a package, as a list of arguments; empty where it is opened by hand. */
    static Optional<List<String>> command(Installation.Kind kind, Path file, Path root) {
        var name = file.toString();
        return switch (kind) {
            case DEB -> Optional.of(List.of("sudo", "apt", "install", name));
            case RPM -> Optional.of(List.of("sudo", Files.exists(root.resolve("usr/bin/zypper")) ? "zypper" : "dnf",
                    "install", name));
            case WINDOWS -> Optional.of(List.of("msiexec", "/i", name));
            case MAC -> Optional.of(List.of("open", name));
            case PORTABLE, BUILD -> Optional.empty();
        };
    }

    /** What opens a package with the system's own installer, where there is a screen to show it. */
    static Optional<List<String>> opener(Installation.Kind kind, Path file, Map<String, String> env) {
        return switch (kind) {
            case WINDOWS -> Optional.of(List.of("msiexec", "/i", file.toString()));
            case MAC -> Optional.of(List.of("open", file.toString()));
            // An archive is unpacked by its owner: its folder is shown.
            case PORTABLE, BUILD -> screen(env, file.getParent());
            case DEB, RPM -> screen(env, file);
        };
    }

    private static Optional<List<String>> screen(Map<String, String> env, Path what) {
        return env.containsKey("DISPLAY") || env.containsKey("WAYLAND_DISPLAY")
                ? Optional.of(List.of("xdg-open", what.toString())) : Optional.empty();
    }

    /** Starts it; false when it cannot be started or fails at once. */
    static boolean start(List<String> command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            // Some openers stay until the installer ends; one that fails does so at once.
            return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            LOG.info("{} cannot be started", command.getFirst(), e);
            return false;
        }
    }
}
