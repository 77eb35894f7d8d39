package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    @ParameterizedTest
    @CsvSource({"ubuntu, docker.io/library/ubuntu, ubuntu:latest",
            "docker.io/library/ubuntu:22.04, docker.io/library/ubuntu, ubuntu:22.04",
            "pytorch/pytorch:2.8.0, docker.io/pytorch/pytorch, pytorch/pytorch:2.8.0",
            "localhost/x, localhost/x, localhost/x:latest",
        "127.0.0.1:5000/a/b:t, 127.0.0.1:5000/a/b, 127.0.0.1:5000/a/b:t",
            "[::1]:5000/a/b:t, [::1]:5000/a/b, [::1]:5000/a/b:t",
            "[2001:DB8::1]/a, [2001:db8::1]/a, [2001:db8::1]/a:latest",
            "Registry.Example.org/Team, , ", "GHCR.IO/team/x:1, ghcr.io/team/x, ghcr.io/team/x:1",
            "registry-1.docker.io/nvidia/cuda:1, docker.io/nvidia/cuda, nvidia/cuda:1"})
    void writesReferencesInOneForm(String text, String repository, String familiar) {
        var reference = Reference.parse(text);
        if (repository == null) {
            assertTrue(reference.isEmpty());
        } else {
            assertEquals(repository, reference.orElseThrow().repository());
            assertEquals(familiar, reference.orElseThrow().familiar());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":", "@", "a:", "a@", "a//b", "/a", "a/", "UPPER/case", "a b", "a:b c", "-a",
        "a:-b",
            "a@sha256:zz", "https://docker.io/a", "a\u0000b", "../a", "a:b:c/d:e:f", "[::1/a", "[::1]", "::1]/a",
        "[zz]/a", "[::1]:/a", "[::1]x/a"})
    void takesNothingThatAnEngineWouldRefuse(String text) {
        assertTrue(Reference.parse(text).isEmpty(), text);
    }
}
