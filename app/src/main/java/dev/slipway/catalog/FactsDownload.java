package dev.slipway.catalog;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fetches a file that the user names by its path or by its address: https, or http on this computer itself. Bounded in
 * size. Blocking.
 *
 * @param network fetches what lies at an address
 */
record FactsDownload(Download network) {

    /**
     * The bytes at a place; empty when nothing is there.
     *
     * @throws FailureException when the place is no place, cannot be reached, or holds too much
     */
    Optional<byte[]> get(String place) throws FailureException, InterruptedException {
        return place.startsWith("https://") || place.startsWith("http://")
                ? network.get(address(place), FactsFile.MOST_BYTES) : local(place);
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

    private static FailureException bad(String place, Exception cause) {
        return new FailureException(new Failure.BadInput(Text.of("verdict.facts.unreadable", place),
                String.valueOf(cause.getMessage())), cause);
    }
}
