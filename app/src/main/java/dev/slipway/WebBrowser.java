package dev.slipway;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens addresses in the user's web browser with the system's own program for it. Blocking, a second or two. */
final class WebBrowser {
    private static final Logger LOG = LoggerFactory.getLogger(WebBrowser.class);
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final long PATIENCE_SECONDS = 3;

    /** Opens an address of the web; false when this system has no program that takes it. */
    boolean open(URI address) {
        if (!SCHEMES.contains(String.valueOf(address.getScheme()))) {
            return false;
        }
        for (var command : commands(System.getProperty("os.name", ""))) {
            if (started(command, address)) {
                return true;
            }
        }
        return false;
    }

    static List<List<String>> commands(String osName) {
        var os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return List.of(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        return os.contains("mac") ? List.of(List.of("open"))
                : List.of(List.of("xdg-open"), List.of("gio", "open"), List.of("wslview"));
    }

    private static boolean started(List<String> command, URI address) {
        var line = new java.util.ArrayList<>(command);
        line.add(address.toString());
        try {
            var process = new ProcessBuilder(line).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            // A program that is still there after a while has become the browser; one that failed has ended.
            return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            LOG.debug("{} is not here: {}", command.getFirst(), e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
