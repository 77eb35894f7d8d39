package dev.slipway.update;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.base.Ed25519;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.base.Version;
import dev.slipway.registry.WebFiles;
import java.io.IOException;
import java.net.URI;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a feed, the signature first: of one that the maker did not sign, not a letter is looked at.
 *
 * <p>The form, with {@code FEED.sig} beside it: {@code {"slipwayFeed": 1, "version": "0.2.0", "date": "2026-12-01",
 * "expires": "2027-12-01", "notes": {"en": "...", "zh": "..."}, "files": {"linux-x64-deb": {"url": "https://...",
 * "size": 70000000, "sha256": "..."}}}}. installer/common/make-feed.py writes it.
 */
final class FeedReader {
    /** The most bytes that a feed has. */
    static final int MOST_BYTES = 256 * 1024;
    /** The most bytes that a signature has, in base64 with line ends. */
    static final int MOST_SIGNATURE_BYTES = 256;
    static final long MOST_PACKAGE_BYTES = 1L << 30;

    private static final int FORM = 1;
    private static final int MOST_NOTES = 20_000;
    private static final int MOST_FILES = 40;
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6}){1,3}");
    private static final Pattern SYSTEM = Pattern.compile("[a-z0-9]{1,16}(-[a-z0-9]{1,16}){2}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private FeedReader() {
    }

    /**
     * Reads a feed.
     *
     * @param from where it was fetched
     * @throws FailureException with {@link Failure.UpdateRefused} for one that is not to be believed
     */
    static Announcement read(byte[] feed, byte[] signature, PublicKey key, URI from) throws FailureException {
        var server = WebFiles.host(from);
        if (!Ed25519.signed(key, feed, signature)) {
            throw refused(Text.of("update.refused.signature", server), "");
        }
        try {
            return announcement(JSON.readTree(feed), from);
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw refused(Text.of("update.refused.form", server), String.valueOf(e.getMessage()));
        }
    }

    static FailureException refused(Text problem, String detail) {
        return new FailureException(new Failure.UpdateRefused(problem, detail));
    }

    private static Announcement announcement(JsonNode node, URI from) {
        require(node.isObject() && node.path("slipwayFeed").asInt() == FORM, "slipwayFeed");
        var version = text(node, "version");
        require(VERSION.matcher(version).matches(), "version");
        return new Announcement(Version.of(version), LocalDate.parse(text(node, "date")),
                LocalDate.parse(text(node, "expires")), notes(node.path("notes")), files(node.path("files"), from));
    }

    private static Map<String, String> notes(JsonNode node) {
        var notes = new HashMap<String, String>();
        for (var language : List.of("en", "zh")) {
            if (node.has(language)) {
                var words = text(node, language);
                require(words.length() <= MOST_NOTES, "notes");
                notes.put(language, plain(words));
            }
        }
        require(notes.containsKey("en"), "notes.en");
        return notes;
    }

    /** Without what could steer a terminal or turn the direction of the text around. */
    private static String plain(String words) {
        return words.replaceAll("[\\p{Cntrl}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n]]", "").strip();
    }

    private static Map<String, Offer.Package> files(JsonNode node, URI from) {
        require(node.isObject() && node.size() <= MOST_FILES, "files");
        var files = new HashMap<String, Offer.Package>();
        node.properties().forEach(field -> {
            require(SYSTEM.matcher(field.getKey()).matches(), "files." + field.getKey().length());
            files.put(field.getKey(), file(field.getValue(), from));
        });
        return files;
    }

    private static Offer.Package file(JsonNode node, URI from) {
        var address = URI.create(text(node, "url"));
        // Plain HTTP is for a feed on this machine itself, which is how it is tested.
        require(WebFiles.allowed(address) && (address.getScheme().equals("https")
                || from.getScheme().equals("http")), "url");
        var size = node.path("size");
        require(size.isIntegralNumber() && size.canConvertToLong() && size.longValue() > 0
                && size.longValue() <= MOST_PACKAGE_BYTES, "size");
        var sha256 = text(node, "sha256");
        require(SHA256.matcher(sha256).matches(), "sha256");
        return new Offer.Package(address, size.longValue(), sha256);
    }

    private static String text(JsonNode node, String name) {
        require(node.path(name).isTextual(), name);
        return node.path(name).textValue();
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException("Not as it should be: " + what);
        }
    }
}
