package dev.slipway.catalog;

import dev.slipway.base.Ed25519;
import dev.slipway.base.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A public Ed25519 key whose owner may sign sets of facts.
 *
 * @param name what the user calls it: the name of its file
 */
public record FactsKey(String name, PublicKey key) {
    private static final Logger LOG = LoggerFactory.getLogger(FactsKey.class);
    private static final String OWN_NAME = "Slipway";
    private static final int LONGEST = 4096;

    /**
     * The keys in a folder: its {@code .pem} files, in the form that {@code openssl pkey -pubout} writes. Others are
     * left out with a line in the log; a folder that is not there holds none.
     */
    public static List<FactsKey> in(Path folder) {
        var keys = new ArrayList<FactsKey>();
        if (!Files.isDirectory(folder)) {
            return keys;
        }
        try (var files = Files.newDirectoryStream(folder, "*.pem")) {
            for (var file : files) {
                if (Files.size(file) > LONGEST) {
                    LOG.warn("{} is too large for a key", file);
                    continue;
                }
                parse(file.getFileName().toString(), Files.readString(file, StandardCharsets.US_ASCII)).ifPresentOrElse(
                        keys::add, () -> LOG.warn("{} holds no public Ed25519 key", file));
            }
        } catch (IOException e) {
            LOG.warn("The keys in {} cannot be read", folder, e);
        }
        return keys;
    }

    /** The key of whoever released this build; empty in a build of one's own. */
    public static Optional<FactsKey> own() {
        return Release.ofThisBuild().key().map(key -> new FactsKey(OWN_NAME, key));
    }

    static Optional<FactsKey> parse(String name, String pem) {
        return Ed25519.pem(pem).map(key -> new FactsKey(name, key));
    }

    /** Whether a signature is this key's over these bytes; {@code signature} is raw or in base64. */
    boolean signed(byte[] bytes, byte[] signature) {
        return Ed25519.signed(key, bytes, signature);
    }
}
