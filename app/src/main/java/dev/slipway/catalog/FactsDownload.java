package dev.slipway.catalog;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches a file that the user names by its path or by its address: https, or http on this computer itself. Bounded in
 * size and time. Blocking.
 */
final class FactsDownload {
    private static final int WAIT_MILLIS = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST_HOPS = 5;

    private FactsDownload() {
    }

    /**
     * The bytes at a place; empty when nothing is there.
     *
     * @throws FailureException when the place is no place, cannot be reached, or holds too much
     */
    static Optional<byte[]> get(String place) throws FailureException {
        return place.startsWith("https://") || place.startsWith("http://") ? remote(address(place)) : local(place);
    }

    private static Optional<byte[]> local(String place) throws FailureException {
        try {
            var file = place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            try (var stream = Files.newInputStream(file)) {
                return Optional.of(stream.readNBytes(FactsFile.MOST_BYTES + 1));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw bad(place, e);
        }
    }

    private static URI address(String place) throws FailureException {
        try {
            var address = URI.create(place);
            if (allowed(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw bad(place, e);
        }
        throw new FailureException(new Failure.BadInput(Text.of("verdict.facts.not-https", place), ""));
    }

    /** What travels unencrypted does not leave this computer. */
    private static boolean allowed(URI address) {
        var host = address.getHost();
        return host != null && ("https".equals(address.getScheme()) || "http".equals(address.getScheme())
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}")));
    }

    private static Optional<byte[]> remote(URI start) throws FailureException {
        var address = start;
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            for (int hop = 0; hop < MOST_HOPS; hop++) {
                var connection = (HttpURLConnection) address.toURL().openConnection();
                connection.setInstanceFollowRedirects(false);
                connection.setConnectTimeout(WAIT_MILLIS);
                connection.setReadTimeout(WAIT_MILLIS);
                try {
                    int status = connection.getResponseCode();
                    if (status == HttpURLConnection.HTTP_OK) {
                        return Optional.of(read(connection, end));
                    }
                    if (status == HttpURLConnection.HTTP_NOT_FOUND) {
                        return Optional.empty();
                    }
                    var next = connection.getHeaderField("Location");
                    if (status < 300 || status > 399 || next == null) {
                        throw new IOException("The server answers " + status);
                    }
                    address = address(address.resolve(next).toString());
                } finally {
                    connection.disconnect();
                }
            }
            throw new IOException("The server sends from one place to the next");
        } catch (IOException | IllegalArgumentException e) {
            throw new FailureException(new Failure.NetworkFailed(start.getHost(), String.valueOf(e.getMessage())), e);
        }
    }

    private static byte[] read(HttpURLConnection connection, long end) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var part = new byte[1 << 16];
        try (var stream = connection.getInputStream()) {
            for (int count = stream.read(part); count >= 0; count = stream.read(part)) {
                bytes.write(part, 0, count);
                if (bytes.size() > FactsFile.MOST_BYTES) {
                    break;
                }
                if (System.nanoTime() - end > 0) {
                    throw new IOException("The server is too slow");
                }
            }
        }
        return bytes.toByteArray();
    }

    private static FailureException bad(String place, Exception cause) {
        return new FailureException(new Failure.BadInput(Text.of("verdict.facts.unreadable", place),
                String.valueOf(cause.getMessage())), cause);
    }
}
