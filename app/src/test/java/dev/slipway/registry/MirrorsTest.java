package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.catalog.Reference;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorsTest {
    private static final Mirrors MIRRORS = Mirrors.of(Map.of("docker.io", "hub.campus.example/cache/", "nvcr.io",
            "127.0.0.1:5000", "*", "all.example"));

    @ParameterizedTest
    @CsvSource({"pytorch/pytorch:1, hub.campus.example/cache/pytorch/pytorch:1",
        "ubuntu, hub.campus.example/cache/library/ubuntu:latest",
        "nvcr.io/nvidia/pytorch:25.01-py3, 127.0.0.1:5000/nvidia/pytorch:25.01-py3",
        "quay.io/jupyter/base:x, all.example/quay.io/jupyter/base:x",
        "all.example/quay.io/jupyter/base:x, all.example/quay.io/jupyter/base:x",
        "localhost:5000/lab/x:1, localhost:5000/lab/x:1", "127.0.0.1:5000/x:1, 127.0.0.1:5000/x:1",
        "not a reference, not a reference"})
    void aMirrorStandsInForItsRegistry(String reference, String mirrored) {
        assertEquals(mirrored, MIRRORS.rewrite(reference));
    }

    @Test
    void aDigestStaysWithTheImage() {
        var digest = "sha256:" + "1".repeat(64);
        assertEquals("127.0.0.1:5000/a/b@" + digest, MIRRORS.rewrite("nvcr.io/a/b@" + digest));
        assertEquals("127.0.0.1:5000/a/b:t@" + digest, MIRRORS.rewrite("nvcr.io/a/b:t@" + digest));
    }

    @Test
    void withoutARuleAReferenceStaysAsItWasTyped() {
        assertEquals("ubuntu", Mirrors.NONE.rewrite("ubuntu"));
        assertEquals("ubuntu", Mirrors.of(Map.of("nvcr.io", "m.example")).rewrite("ubuntu"));
        assertEquals("ubuntu", Mirrors.of(Map.of("docker.io", "no host", "*", "plain")).rewrite("ubuntu"));
    }

    @Test
    void aPlaceIsAHostPerhapsWithAPath() {
        assertTrue(Mirrors.isPlace("m.example:8443/a/b"));
        assertTrue(Mirrors.isPlace("localhost"));
        assertFalse(Mirrors.isPlace("plain"));
        assertFalse(Mirrors.isPlace("https://m.example"));
        assertFalse(Mirrors.isPlace("m.example/a:tag"));
    }

    @Property
    void anyTextIsRewrittenWithoutAnExceptionAndIsThenAReferenceStill(@ForAll @StringLength(max = 60) String text) {
        var mirrored = MIRRORS.rewrite(text);
        assertEquals(Reference.parse(text).isPresent(), Reference.parse(mirrored).isPresent());
        Mirrors.of(Map.of(text, text)).rewrite("ubuntu");
    }
}
