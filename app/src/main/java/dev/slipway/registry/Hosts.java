package dev.slipway.registry;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which servers may be spoken to, and how. Names are judged as they are written; nothing is looked up. */
final class Hosts {
    private static final Pattern LOOPBACK_4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");
    private static final String HUB = "docker.io";

    private Hosts() {
    }

    static boolean loopback(String host) {
        var name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.equals("::1")
                || LOOPBACK_4.matcher(name).matches();
    }

    /** Where a registry's API is: plain HTTP on this machine only. */
    static URI base(String registry) {
        if (registry.equals(HUB)) {
            return URI.create("https://registry-1.docker.io");
        }
        int colon = registry.lastIndexOf(':');
        var host = colon > registry.lastIndexOf(']') ? registry.substring(0, colon) : registry;
        return URI.create((loopback(host) ? "http://" : "https://") + registry);
    }

    /**
     * An address that a server names: absolute, or relative to where it was named. Empty where going there is not
     * safe: plain HTTP to another machine, from HTTPS down to HTTP, or from a server elsewhere into this machine.
     */
    static Optional<URI> follow(URI from, String location) {
        try {
            var to = from.resolve(location.strip());
            var host = to.getHost();
            if (host == null || to.getScheme() == null) {
                return Optional.empty();
            }
            boolean inside = loopback(host);
            boolean allowed = switch (to.getScheme().toLowerCase(Locale.ROOT)) {
                case "https" -> !inside || loopback(from.getHost());
                case "http" -> inside && loopback(from.getHost()) && from.getScheme().equalsIgnoreCase("http");
                default -> false;
            };
            // A name and a password in an address would be sent along.
            return allowed && to.getRawUserInfo() == null ? Optional.of(to) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether two addresses are on the same server, so that what one may know the other may. */
    static boolean same(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme()) && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** Host and port, for a person. */
    static String name(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }
}
