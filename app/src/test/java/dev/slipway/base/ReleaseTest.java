package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseTest {
    @Test
    void readsWhatTheBuildPutIn() throws Exception {
        var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        var release = Release.of(Base64.getEncoder().encodeToString(key.getEncoded()), "https://example.org/feed.json");
        assertEquals(Optional.of(key), release.key());
        assertEquals(Optional.of(URI.create("https://example.org/feed.json")), release.feed());
    }

    @Test
    void whatMakesNoSenseIsNothing() {
        var nothing = new Release(Optional.empty(), Optional.empty());
        assertEquals(nothing, Release.of("", ""));
        assertEquals(nothing, Release.of("AAAA", "not an address"));
        // What resource filtering leaves where a property was not set.
        assertEquals(nothing, Release.of("${slipway.release.key}", "${slipway.release.feed}"));
    }

    @Test
    void knowsASignatureFromAnother() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(pair.getPublic()
                .getEncoded()) + "\n-----END PUBLIC KEY-----\n";
        var key = Ed25519.pem(pem).orElseThrow();
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(new byte[] {1, 2, 3});
        var signature = signer.sign();
        assertTrue(Ed25519.signed(key, new byte[] {1, 2, 3}, signature));
        assertTrue(Ed25519.signed(key, new byte[] {1, 2, 3}, Base64.getMimeEncoder().encode(signature)));
        assertFalse(Ed25519.signed(key, new byte[] {1, 2, 4}, signature));
        assertFalse(Ed25519.signed(key, new byte[] {1, 2, 3}, new byte[0]));
        assertEquals(Optional.empty(), Ed25519.pem("no key"));
    }
}
