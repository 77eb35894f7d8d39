package dev.slipway.access;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Base64;

/**
 * An Ed25519 key in OpenSSH's own forms (PROTOCOL.key of OpenSSH, RFC 8709), so that no {@code ssh-keygen} is needed.
 *
 * @param privateKey the text of a private key file, without a passphrase
 * @param publicKey "ssh-ed25519 AAAA... comment"
 */
record KeyPair(String privateKey, String publicKey) {
    private static final String TYPE = "ssh-ed25519";
    private static final int LINE = 70;
    private static final int BLOCK = 8;
    private static final int LENGTH = 32;

    /** A new key. */
    static KeyPair make(String comment) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var secret = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            var shown = point((EdECPublicKey) pair.getPublic());
            var line = TYPE + " " + Base64.getEncoder().encodeToString(publicBlob(shown)) + " " + comment;
            return new KeyPair(file(secret, shown, comment), line);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has had Ed25519 since 15", e);
        }
    }

    /** The point as RFC 8032 writes it: y in little-endian order, and the lowest bit of x in the highest of it. */
    private static byte[] point(EdECPublicKey key) {
        var y = key.getPoint().getY().toByteArray();
        var bytes = new byte[LENGTH];
        for (int i = 0; i < Math.min(LENGTH, y.length); i++) {
            bytes[i] = y[y.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            bytes[LENGTH - 1] |= (byte) 0x80;
        }
        return bytes;
    }

    private static byte[] publicBlob(byte[] point) {
        var blob = new ByteArrayOutputStream();
        text(blob, TYPE);
        piece(blob, point);
        return blob.toByteArray();
    }

    private static String file(byte[] secret, byte[] point, String comment) {
        var inner = new ByteArrayOutputStream();
        int check = new SecureRandom().nextInt();
        number(inner, check);
        number(inner, check);
        text(inner, TYPE);
        piece(inner, point);
        var both = ByteBuffer.allocate(2 * LENGTH).put(secret).put(point).array();
        piece(inner, both);
        text(inner, comment);
        for (int pad = 1; inner.size() % BLOCK != 0; pad++) {
            inner.write(pad);
        }
        var all = new ByteArrayOutputStream();
        all.writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
        text(all, "none");
        text(all, "none");
        text(all, "");
        number(all, 1);
        piece(all, publicBlob(point));
        piece(all, inner.toByteArray());
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(all.toByteArray())
                + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    private static void number(ByteArrayOutputStream to, int number) {
        to.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private static void piece(ByteArrayOutputStream to, byte[] bytes) {
        number(to, bytes.length);
        to.writeBytes(bytes);
    }

    private static void text(ByteArrayOutputStream to, String text) {
        piece(to, text.getBytes(StandardCharsets.UTF_8));
    }
}
