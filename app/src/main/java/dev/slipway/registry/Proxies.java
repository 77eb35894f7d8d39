package dev.slipway.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which proxy leads to a server: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY of the environment where they are set,
 * else what the system's settings say; never one for this machine itself. Small letters go before capitals, as with
 * curl. A name and a password in such a variable ({@code http://mia:secret@proxy:3128}) are for that proxy alone.
 */
final class Proxies extends ProxySelector {
    private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);
    private static final int USUAL_PORT = 1080;
    private static final int HIGHEST_PORT = 65535;

    private final Optional<Way> https;
    private final Optional<Way> http;
    private final List<String> none;
    private final Supplier<Optional<ProxySelector>> otherwise;

    /**
     * A proxy.
     *
     * @param login what it wants in "Proxy-Authorization", where the variable names a user
     */
    record Way(InetSocketAddress address, Optional<String> login) {
        /** Without the login. */
        @Override
        public String toString() {
            return address.toString();
        }
    }

    Proxies(Map<String, String> env, Supplier<Optional<ProxySelector>> otherwise) {
        var all = way(value(env, "all_proxy"));
        this.https = way(value(env, "https_proxy")).or(() -> all);
        this.http = way(value(env, "http_proxy")).or(() -> all);
        this.none = exceptions(value(env, "no_proxy"));
        this.otherwise = otherwise;
    }

    private static String value(Map<String, String> env, String name) {
        var small = env.getOrDefault(name, "");
        return small.isBlank() ? env.getOrDefault(name.toUpperCase(Locale.ROOT), "") : small;
    }

    /**
     * "http://proxy:3128", "proxy:3128" or "proxy", each perhaps with "name:password@"; empty for anything else, SOCKS
     * among it. Never throws.
     */
    static Optional<Way> way(String text) {
        var plain = text.strip();
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        try {
            var uri = URI.create(plain.contains("://") ? plain : "http://" + plain);
            int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443
                    : plain.contains("://") ? 80 : USUAL_PORT;
            boolean known = uri.getScheme().equals("http") || uri.getScheme().equals("https");
            return !known || uri.getHost() == null || port < 1 || port > HIGHEST_PORT ? Optional.empty()
                    : Optional.of(new Way(InetSocketAddress.createUnresolved(uri.getHost(), port),
                            Optional.ofNullable(uri.getUserInfo()).map(Proxies::basic)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString((login.contains(":") ? login : login + ":")
                .getBytes(StandardCharsets.UTF_8));
    }

    /** The proxy of the environment that leads to a server; empty where it is another way that does. */
    private Optional<Way> own(URI uri) {
        var host = uri.getHost();
        return host == null || Hosts.loopback(host) || excepted(uri) ? Optional.empty()
                : uri.getScheme().equalsIgnoreCase("https") ? https : http;
    }

    /** What the proxy on the way to a server wants to be told. */
    Optional<String> authorization(URI uri) {
        return own(uri).flatMap(Way::login);
    }

    private static List<String> exceptions(String text) {
        var words = new ArrayList<String>();
        for (var word : text.split("[,\\s]+")) {
            var plain = word.strip().toLowerCase(Locale.ROOT);
            if (!plain.isEmpty()) {
                words.add(plain);
            }
        }
        return List.copyOf(words);
    }

    /** Whether NO_PROXY names the server: "*", a name or its end (with or without a dot), with or without a port. */
    private boolean excepted(URI uri) {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return none.stream().anyMatch(word -> {
            var name = word;
            int colon = word.lastIndexOf(':');
            if (colon > word.lastIndexOf(']') && word.indexOf(':') == colon) {
                if (!word.substring(colon + 1).equals(String.valueOf(port))) {
                    return false;
                }
                name = word.substring(0, colon);
            }
            var end = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
            return name.equals("*") || host.equals(end) || !end.isEmpty() && host.endsWith("." + end);
        });
    }

    @Override
    public List<Proxy> select(URI uri) {
        var host = uri.getHost();
        if (host == null || Hosts.loopback(host) || excepted(uri)) {
            return List.of(Proxy.NO_PROXY);
        }
        var own = own(uri);
        if (own.isPresent()) {
            return List.of(new Proxy(Proxy.Type.HTTP, own.get().address()));
        }
        return otherwise.get().map(system -> system.select(uri)).orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        LOG.info("The proxy {} does not answer", address);
        otherwise.get().ifPresent(system -> system.connectFailed(uri, address, failure));
    }
}
