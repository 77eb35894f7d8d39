package dev.slipway.layer;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Mirrors of package indexes, such as those of a campus or a region.
 *
 * @param pip an index of PEP 503 that stands in for PyPI: {@code https://mirror.example/pypi/simple}
 * @param conda a channel that stands in for those of the image
 * @param apt the address below which a mirror has {@code debian} and {@code ubuntu}: {@code https://mirror.example}
 */
public record Indexes(Optional<String> pip, Optional<String> conda, Optional<String> apt) {
    /** The usual ones. */
    public static final Indexes USUAL = new Indexes(Optional.empty(), Optional.empty(), Optional.empty());
    /** The tools that can have one, by the names settings have for them. */
    public static final List<String> TOOLS = List.of("pip", "conda", "apt");

    private static final int LONGEST = 300;
    private static final Pattern ADDRESS =
            Pattern.compile("https?://[A-Za-z0-9.-]+(?::\\d{1,5})?(?:/[A-Za-z0-9._~%/-]*)?");

    /** The mirrors of the settings, by tool; what is no address is left out. */
    public static Indexes of(Map<String, String> byTool) {
        return new Indexes(address(byTool.get("pip")), address(byTool.get("conda")), address(byTool.get("apt")));
    }

    private static Optional<String> address(String text) {
        return Optional.ofNullable(text).filter(Indexes::valid);
    }

    /** Whether this can be one: http or https, a host, nothing secret, nothing that needs quotes. */
    public static boolean valid(String text) {
        if (text.length() > LONGEST || !ADDRESS.matcher(text).matches()) {
            return false;
        }
        try {
            return new URI(text).getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** Whether one of them is on this machine, where a build reaches it on the host's network only. */
    boolean onLoopback() {
        return present().values().stream().anyMatch(Indexes::loopback);
    }

    /** Whether an address leads to this machine. */
    static boolean loopback(String address) {
        try {
            var host = new URI(address).getHost();
            return host != null && (host.equals("localhost") || host.endsWith(".localhost")
                    || host.matches("[0-9.]+|\\[[0-9a-f:]+]") && InetAddress.ofLiteral(host).isLoopbackAddress());
        } catch (URISyntaxException | IllegalArgumentException _) {
            return false;
        }
    }

    private Map<String, String> present() {
        var present = new TreeMap<String, String>();
        pip.ifPresent(address -> present.put("pip", address));
        conda.ifPresent(address -> present.put("conda", address));
        apt.ifPresent(address -> present.put("apt", address));
        return present;
    }

    /** A file for each, as {@code install.sh} reads them. */
    Map<String, byte[]> files() {
        var files = new LinkedHashMap<String, byte[]>();
        present().forEach((tool, address) -> files.put("mirror/" + tool, LayerFiles.bytes(address)));
        return files;
    }
}
