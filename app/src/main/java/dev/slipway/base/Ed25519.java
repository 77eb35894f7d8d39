package dev.slipway.base;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Public Ed25519 keys and their signatures (RFC 8032), in the forms that {@code openssl} writes. */
public final class Ed25519 {
    private static final String NAME = "Ed25519";
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final int SIGNATURE = 64;

    private Ed25519() {
    }

    /** The key in a PEM file ({@code openssl pkey -pubout}); empty when it holds none of this kind. */
    public static Optional<PublicKey> pem(String text) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        return begin < 0 || end < begin ? Optional.empty() : key(text.substring(begin + BEGIN.length(), end));
    }

    /** The key in a PEM file's base64 alone. */
    public static Optional<PublicKey> key(String base64) {
        try {
            return Optional.of(KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(
                    Base64.getMimeDecoder().decode(base64))));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether a signature is this key's over these bytes; {@code signature} is raw or in base64. Never throws. */
    public static boolean signed(PublicKey key, byte[] bytes, byte[] signature) {
        try {
            var verifier = Signature.getInstance(NAME);
            verifier.initVerify(key);
            verifier.update(bytes);
            return verifier.verify(signature.length == SIGNATURE ? signature
                    : Base64.getMimeDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }
}
