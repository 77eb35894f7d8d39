package dev.slipway.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Ports of 127.0.0.1 that nothing listens on. */
final class FreePort {
    /** Below those that systems take for outgoing connections, so that a stopped session finds its ports free again. */
    private static final int FIRST = 28_300;
    private static final int LAST = 29_299;

    private FreePort() {
    }

    /** The first free one of a range. */
    static OptionalInt in(int first, int last, Set<Integer> avoid) {
        for (int port = first; port <= last; port++) {
            if (!avoid.contains(port) && free(port)) {
                return OptionalInt.of(port);
            }
        }
        return OptionalInt.empty();
    }

    /** One for each purpose; a purpose is missing when there are too few. */
    static Map<String, Integer> each(Set<String> purposes, Set<Integer> avoid) {
        var ports = new LinkedHashMap<String, Integer>();
        int first = FIRST;
        for (var purpose : purposes) {
            var port = in(first, LAST, avoid);
            if (port.isPresent()) {
                ports.put(purpose, port.getAsInt());
                first = port.getAsInt() + 1;
            }
        }
        return ports;
    }

    private static boolean free(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
