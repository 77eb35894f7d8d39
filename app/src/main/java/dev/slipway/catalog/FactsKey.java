package dev.slipway.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
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
    private static final String OWN = "/dev/slipway/catalog/facts-key.pem";
    private static final String OWN_NAME = "Slipway";
    private static final int LONGEST = 4096;
    private static final int SIGNATURE = 64;

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

    /** The key that the build put into the program as a resource; empty where it put none. */
    public static Optional<FactsKey> own() {
        try (var stream = FactsKey.class.getResourceAsStream(OWN)) {
            return stream == null ? Optional.empty()
                    : parse(OWN_NAME, new String(stream.readNBytes(LONGEST), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<FactsKey> parse(String name, String pem) {
        var begin = pem.indexOf("-----BEGIN PUBLIC KEY-----");
        var end = pem.indexOf("-----END PUBLIC KEY-----");
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(pem.substring(begin + 26, end));
            return Optional.of(new FactsKey(name, KeyFactory.getInstance("Ed25519").generatePublic(
                    new X509EncodedKeySpec(bytes))));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether a signature is this key's over these bytes; {@code signature} is raw or in base64. */
    boolean signed(byte[] bytes, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(bytes);
            return verifier.verify(signature.length == SIGNATURE ? signature
                    : Base64.getMimeDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }
}
