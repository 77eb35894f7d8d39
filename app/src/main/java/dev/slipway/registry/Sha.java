package dev.slipway.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of content, written as registries write them: sha256:HEX. */
final class Sha {
    private Sha() {
    }

    /** Whether {@code content} has the digest {@code expected}; false for an algorithm that is not known. */
    static boolean fits(byte[] content, String expected) {
        var algorithm = expected.startsWith("sha256:") ? "SHA-256" : expected.startsWith("sha512:") ? "SHA-512" : "";
        return !algorithm.isEmpty() && expected.substring(7).equals(hex(algorithm, content));
    }

    static String sha256(byte[] content) {
        return "sha256:" + hex("SHA-256", content);
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
