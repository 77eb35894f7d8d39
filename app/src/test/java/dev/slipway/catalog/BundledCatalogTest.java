package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledCatalogTest {
    @ParameterizedTest
    @ValueSource(strings = {"2.8.0-cuda12.1-cudnn8-runtime", "2.8-cuda11.8-devel-jupyter"})
    void aTagThatArticlesWriteAloneIsKnownAsNone(String tag) {
        var catalog = BundledCatalog.load();
        assertInstanceOf(Lookup.NoSuchTag.class, catalog.look(tag));
        assertInstanceOf(Lookup.Listed.class, catalog.look("2.8.0-cuda12.6-cudnn9-runtime"));
        // A name that an image may well have.
        assertInstanceOf(Lookup.NotKnown.class, catalog.look("cuda"));
    }

    private static final BundledCatalog CATALOG = BundledCatalog.load();

    @Test
    void holdsEveryFamilyWithItsTags() {
        var counts = CATALOG.entries().stream().collect(Collectors.groupingBy(ImageEntry::family,
                Collectors.counting()));
        assertEquals(156, counts.get("pytorch"));
        assertEquals(40, counts.get("ngc-pytorch"));
        assertEquals(36, counts.get("tensorflow"));
        assertEquals(29, counts.get("cuda"));
        assertEquals(6, counts.get("docker-stacks"));
        assertTrue(CATALOG.entries().size() >= 290, "all rows: " + CATALOG.entries().size());
    }

    @Test
    void everyRowIsFoundByItsReference() {
        for (var entry : CATALOG.entries()) {
            assertEquals(entry, CATALOG.find(entry.reference()).orElseThrow());
            assertTrue(!entry.sources().isEmpty(), entry.reference());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime",
            "docker.io/pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime",
            "index.docker.io/pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime",
            " ghcr.io/pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime ",
            "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime@sha256:"
                    + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
    void findsARowHoweverItIsWritten(String reference) {
        assertEquals(Version.of("12.6"), CATALOG.find(reference).orElseThrow().cuda().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"pytorch/pytorch:2.8.0-cuda12.1-cudnn8-runtime, verdict.tag.cuda-not-built",
            "pytorch/pytorch:2.8-cuda11.8-devel-jupyter, verdict.tag.two-part-version",
            "pytorch/pytorch:2.8.1-cuda12.6-cudnn9-runtime, verdict.tag.no-release",
            "pytorch/pytorch:2.8.0-cuda12.6-cudnn8-runtime, verdict.tag.cudnn-other",
            "pytorch/pytorch:2.8.0-cuda12.6-runtime, verdict.tag.cudnn-missing",
            "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-jupyter, verdict.tag.no-flavour",
            "pytorch/pytorch:2.8.0-cuda12.6-cudnn9, verdict.tag.flavour-missing",
            "pytorch/pytorch:2.4.0, verdict.tag.cuda-missing",
            "pytorch/pytorch:2.12.1-cuda12.8-cudnn9-runtime, verdict.tag.cuda-not-built",
            "nvcr.io/nvidia/pytorch:25.07-py3, verdict.tag.no-release",
            "nvidia/cuda:12.7.0-base-ubuntu22.04, verdict.tag.no-toolkit",
            "nvidia/cuda, verdict.tag.no-latest"})
    void saysWhyATagDoesNotExistAndWhatDoes(String reference, String reason) {
        var answer = assertInstanceOf(Lookup.NoSuchTag.class, CATALOG.look(reference));
        assertTrue(answer.reasons().stream().anyMatch(text -> text.key().equals(reason)), answer.toString());
        assertTrue(!answer.nearest().isEmpty());
        answer.nearest().forEach(real -> assertTrue(CATALOG.find(real).isPresent(), real));
    }

    @ParameterizedTest
    @CsvSource({"pytorch/pytorch:2.0.1-cuda11.8-cudnn8-runtime, 11.8",
            "pytorch/pytorch:1.13.1-cuda11.7-cudnn8-devel, 11.7",
            "tensorflow/tensorflow:2.16.2-gpu, 12.3",
            "nvidia/cuda:12.2.2-runtime-ubuntu22.04, 12.2.2",
            "quay.io/jupyter/pytorch-notebook:cuda12-2026-09-07, 12.8",
            "vllm/vllm-openai:v0.29.1-cu129, 12.9", "vllm/vllm-openai:v0.29.1, 13.0.2",
            "vllm/vllm-openai:v0.29.1-cu129-aarch64, 12.9", "rapidsai/base:25.02-cuda12.8-py3.12, 12.8",
            "rapidsai/notebooks:26.06-cuda13-py3.12, 13.0", "nvcr.io/nvidia/jax:26.03-py3, 13.2.0",
            "nvcr.io/nvidia/tritonserver:25.10-py3, 13.0.2", "nvcr.io/nvidia/pytorch:24.09-py3-igpu, 12.6.1",
            "quay.io/jupyter/pytorch-notebook:aarch64-cuda12-2026-08-03, 12.8"})
    void infersFromTheFormOfATag(String reference, String cuda) {
        var answer = assertInstanceOf(Lookup.Inferred.class, CATALOG.look(reference));
        assertEquals(Version.of(cuda), answer.entry().cuda().orElseThrow());
        assertEquals("low", answer.entry().confidence());
        assertTrue(!answer.entry().seen());
    }

    @ParameterizedTest
    @CsvSource({"vllm/vllm-openai:v0.29.1-cu129-aarch64, arm64", "rapidsai/base:26.08-cuda13-py3.14-arm64, arm64",
            "quay.io/jupyter/pytorch-notebook:aarch64-cuda12-latest, arm64",
            "nvcr.io/nvidia/pytorch:25.10-py3-igpu, arm64", "vllm/vllm-openai:v0.29.1, amd64"})
    void infersTheProcessorFromTheFormOfATag(String reference, String architecture) {
        var answer = assertInstanceOf(Lookup.Inferred.class, CATALOG.look(reference));
        assertEquals(java.util.Set.of(architecture), answer.entry().architectures());
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm/vllm-openai:v0.6.0", "nvcr.io/nvidia/tritonserver:25.10-py3-sdk",
            "nvcr.io/nvidia/jax:30.01-py3", "rapidsai/base:22.12-cuda11-py3.9", "nvcr.io/nvidia/jax:25.07-py3"})
    void guessesNothingFromATagThatDoesNotTell(String reference) {
        assertInstanceOf(Lookup.NotKnown.class, CATALOG.look(reference));
    }

    @Test
    void knowsWhichTagsAreCpuOnly() {
        var answer = assertInstanceOf(Lookup.Inferred.class, CATALOG.look("tensorflow/tensorflow:2.20.0-jupyter"));
        assertTrue(answer.entry().cpuOnly());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"schemaVersion\":2}", "{\"schemaVersion\":1}",
            "{\"schemaVersion\":1,\"sources\":[1],\"codes\":[]}", "{\"schemaVersion\":1,\"codes\":[[",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})
    void refusesFactsOfAnotherForm(String json) {
        assertThrows(IOException.class,
                () -> CatalogReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }
}
