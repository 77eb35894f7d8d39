package dev.slipway;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens addresses in the user's browser through the program that each system has for it. */
final class SystemBrowser {
    private static final Logger LOG = LoggerFactory.getLogger(SystemBrowser.class);
    private static final long PATIENCE_SECONDS = 3;

    private SystemBrowser() {
    }

    /** Opens a web address; false when there is no screen or no such program. Blocking, at most three seconds. */
    static boolean open(URI address, Map<String, String> env) {
        if (!List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
            throw new IllegalArgumentException("Not a web address: " + address.getScheme());
        }
        for (var command : commands(address.toString(), System.getProperty("os.name", ""), env)) {
            try {
                var process = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(
                                new java.io.File("/dev/null").exists() ? new java.io.File("/dev/null")
                                        : new File("NUL")))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
                // Some openers stay until the browser ends; one that fails does so at once.
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0) {
                    return true;
                }
            } catch (IOException e) {
                LOG.info("{} cannot be started", command.getFirst(), e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    static List<List<String>> commands(String address, String osName, Map<String, String> env) {
        var os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return List.of(List.of("rundll32", "url.dll,FileProtocolHandler", address));
        }
        if (os.contains("mac")) {
            return List.of(List.of("open", address));
        }
        if (env.containsKey("WSL_DISTRO_NAME")) {
            return List.of(List.of("wslview", address), List.of("xdg-open", address));
        }
        return env.containsKey("DISPLAY") || env.containsKey("WAYLAND_DISPLAY")
                ? List.of(List.of("xdg-open", address)) : List.of();
    }
}
