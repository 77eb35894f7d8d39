package dev.slipway.base;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Optional;
import java.util.Properties;

/**
 * What the maker of this build put into it about releases. A build of one's own holds neither.
 *
 * @param key whose signature newer releases and newer facts carry
 * @param feed where releases are announced
 */
public record Release(Optional<PublicKey> key, Optional<URI> feed) {

    /** What this build holds. A key or an address that makes no sense is none. */
    public static Release ofThisBuild() {
        var properties = new Properties();
        try (var stream = Release.class.getResourceAsStream("/dev/slipway/release.properties")) {
            if (stream != null) {
                properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own resource cannot be read", e);
        }
        return of(properties.getProperty("key", ""), properties.getProperty("feed", ""));
    }

    static Release of(String key, String feed) {
        return new Release(key.isBlank() ? Optional.empty() : Ed25519.key(key.strip()), address(feed.strip()));
    }

    private static Optional<URI> address(String text) {
        try {
            var address = URI.create(text);
            return address.getHost() == null ? Optional.empty() : Optional.of(address);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
