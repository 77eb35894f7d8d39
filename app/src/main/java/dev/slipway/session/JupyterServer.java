package dev.slipway.session;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** A Jupyter server on a port of 127.0.0.1: its secret, its port, its address, and whether it answers. */
final class JupyterServer {
    private static final int SECRET_BYTES = 32;
    private static final int FIRST_PORT = 8888;
    private static final int LAST_PORT = 9087;
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(3).toMillis();
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{8,200}");

    private JupyterServer() {
    }

    /** A new secret of 256 bits. */
    static String newToken(SecureRandom random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether this can be a secret; what a container says of itself is not to be trusted. */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * A free port. The range lies outside those from which systems take ports for outgoing connections, so that a
     * stopped session finds its port free again.
     *
     * @param avoid ports of other sessions, running or not
     */
    static OptionalInt freePort(Set<Integer> avoid) {
        return FreePort.in(FIRST_PORT, LAST_PORT, avoid);
    }

    /** The address to open, with the secret; it leads to JupyterLab or to the classic notebook, as the image has it. */
    static URI address(String name, int port, String token) {
        return URI.create("http://127.0.0.1:" + port + "/" + name + "/?token=" + token);
    }

    /**
     * Asks the server for its state.
     *
     * @param name the session's name, below which its pages stand
     * @return the HTTP status: 200 when it answers to the secret; -1 when nothing answers
     */
    static int status(String name, int port, String token) {
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/" + name
                    + "/api/status").toURL()
                    .openConnection(Proxy.NO_PROXY);
            try {
                connection.setConnectTimeout(TIMEOUT_MILLIS);
                connection.setReadTimeout(TIMEOUT_MILLIS);
                connection.setInstanceFollowRedirects(false);
                connection.setUseCaches(false);
                if (!token.isEmpty()) {
                    connection.setRequestProperty("Authorization", "token " + token);
                }
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return -1;
        }
    }
}
