package dev.slipway.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.base.Texts;
import dev.slipway.base.Version;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.engine.ImageConfig;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines of a verdict's reasoning that no table of cases shows. */
class PointsTest {
    private static final Judge JUDGE = new Judge(BundledCatalog.load());
    private static final Texts ENGLISH = Texts.load(Locale.ENGLISH);

    private static List<String> lines(Machine machine, String image) {
        return JUDGE.judge(machine, image, Optional.empty()).points().stream()
                .map(point -> ENGLISH.of(point.label()) + ": " + ENGLISH.of(point.value())).toList();
    }

    @Test
    void aSplitGpuGivesContainersAPart() {
        var whole = Machines.gpu(0, "NVIDIA H100 80GB HBM3", "9.0");
        var split = new Gpu(0, whole.uuid(), whole.name(), whole.maker(), whole.pciId(), whole.brand(),
                whole.computeCapability(), whole.architecture(), whole.memoryBytes(), whole.reservedBytes(),
                whole.powerLimitWatts(), whole.eccOn(), Reading.of(true));
        var image = "pytorch/pytorch:2.14.0-cuda13.0-cudnn9-runtime";
        assertTrue(lines(Machines.linux("580.95.05", split), image)
                .contains("MIG on the H100 80GB HBM3: a container gets one instance, a part of 24.0 GiB"),
                lines(Machines.linux("580.95.05", split), image).toString());
        assertTrue(lines(Machines.linux("580.95.05", whole), image).stream().noneMatch(line -> line.startsWith("MIG")));
    }

    @Test
    void aGpuWithoutMemoryOfItsOwnSharesTheProcessors() {
        var spark = Machines.of("linux", "arm64", false, "580.95.05", Machines.gpu(0, "NVIDIA GB10", "12.1"));
        assertTrue(lines(spark, "nvcr.io/nvidia/pytorch:25.10-py3").contains(
                "Memory of the GB10: shared with the processor"));
        assertTrue(lines(Machines.rtx4090("580.95.05"), "nvcr.io/nvidia/pytorch:25.10-py3").stream()
                .noneMatch(line -> line.startsWith("Memory")));
    }

    @Test
    void everyLookedUpFactNamesItsSource() {
        for (var entry : BundledCatalog.load().entries()) {
            var verdict = JUDGE.judge(Machines.pair("580.95.05"), entry);
            for (var point : verdict.points()) {
                boolean code = point.value().key().startsWith("verdict.code.");
                if (code || point.label().key().equals("verdict.point.cuda-needs")) {
                    assertFalse(point.sources().isEmpty(), entry.reference() + " " + point);
                    assertTrue(point.confidence().isPresent(), entry.reference() + " " + point);
                }
            }
        }
    }

    private static Machine with(GpuAccess... access) {
        return with("545.23.08", access);
    }

    private static Machine with(String driver, GpuAccess... access) {
        return Machines.with(Machines.rtx4090(driver), new EngineInfo(
                new Endpoint(URI.create("unix:///none.sock"), Endpoint.Origin.SETTINGS, "Docker"),
                EngineInfo.Kind.DOCKER, Version.of("26.1"), "1.45", false, false, false, Set.of(access), List.of(),
                "/var/lib/docker", Reading.unknown(), "amd64"));
    }

    @ParameterizedTest
    @CsvSource({"pytorch/pytorch:2.5.1-cuda12.4-cudnn9-devel, true",
        "pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime, false",
            "pytorch/pytorch:2.14.0-cuda12.6-cudnn9-devel, false"})
    void onlyOldDevelImagesOfPytorchAreExpectedToCheckTheDriver(String image, boolean expected) {
        // GeForce on branch 545, which the label of CUDA 12.4 does not name.
        var classic = JUDGE.judge(with(GpuAccess.NVIDIA_RUNTIME), image, Optional.empty());
        assertEquals(expected, classic.reasons().contains(Verdict.Reason.IMAGE_REQUIRES_NEWER_DRIVER));
        assertEquals(Verdict.Level.CAVEAT, classic.level());
        var cdi = JUDGE.judge(with(GpuAccess.NVIDIA_RUNTIME, GpuAccess.CDI), image, Optional.empty());
        assertFalse(cdi.reasons().contains(Verdict.Reason.IMAGE_REQUIRES_NEWER_DRIVER));
    }

    @Test
    void doesNotClaimWhatACheckOfNvidiasOwnImagesAsksFor() {
        var lines = lines(with(GpuAccess.NVIDIA_RUNTIME), "nvcr.io/nvidia/jax:24.05-py3");
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("likely a driver; read once the image is here")),
                lines.toString());
        // All images of this family that were read ask for the same, which no driver of today lacks.
        var known = lines(with(GpuAccess.NVIDIA_RUNTIME), "nvcr.io/nvidia/pytorch:24.05-py3");
        assertTrue(known.stream().anyMatch(line -> line.endsWith("cuda>=9.0")), known.toString());
    }

    @Test
    void aSentenceSaysThatACheckWasNotReadWhereItMayRefuse() {
        var image = "nvcr.io/nvidia/jax:26.06-py3";
        var unread = JUDGE.judge(with("580.95.05", GpuAccess.NVIDIA_RUNTIME), image, Optional.empty());
        assertEquals(Verdict.Level.CAVEAT, unread.level());
        assertTrue(ENGLISH.of(unread.summary()).endsWith("is not certain."), ENGLISH.of(unread.summary()));
        // Here the image is on the engine and asks for what this driver has.
        var config = new ImageConfig("amd64", "linux", Map.of("CUDA_VERSION", "13.3.0", "NVIDIA_REQUIRE_CUDA",
                "cuda>=12.0"), Map.of(), List.of(), List.of(), "", "", 1);
        var read = JUDGE.judge(with("580.95.05", GpuAccess.NVIDIA_RUNTIME), image, Optional.of(config));
        assertFalse(ENGLISH.of(read.summary()).contains("check of the driver"), ENGLISH.of(read.summary()));
        assertTrue(read.points().stream().noneMatch(point -> point.value().key().equals(
                "verdict.point.label-unread")));
        // An engine that does not enforce it.
        var cdi = JUDGE.judge(with("580.95.05", GpuAccess.CDI), image, Optional.empty());
        assertFalse(ENGLISH.of(cdi.summary()).contains("check of the driver"));
    }

    @Test
    void aBoardsDriverIsHeldAgainstTheCudaItSpeaks() {
        var thor = Machines.jetson("tegra264", "38.2.2", "580.00", Machines.gpu(0, "NVIDIA Thor", "11.0"));
        var verdict = JUDGE.judge(thor, "nvcr.io/nvidia/pytorch:26.03-py3", Optional.empty());
        assertEquals(Verdict.Level.CAVEAT, verdict.level());
        var lines = lines(thor, "nvcr.io/nvidia/pytorch:26.03-py3");
        assertTrue(lines.contains("L4T of this Jetson: 38.2.2"), lines.toString());
        assertTrue(lines.contains("CUDA 13.2 needs: CUDA 13.2 for all, CUDA 13.0 to run · met"), lines.toString());
    }

    @Test
    void sourcesAndConfidenceOfABoardsVerdictAreThoseOfItsFacts() {
        var orin = Machines.jetson("tegra234", "36.4.3", "540.4.0", Machines.gpu(0, "Orin (nvgpu)", null));
        var servers = JUDGE.judge(orin, "nvcr.io/nvidia/pytorch:25.10-py3", Optional.empty());
        assertTrue(ENGLISH.of(servers.summary()).endsWith("The facts behind this are not certain."));
        assertTrue(servers.sources().stream().anyMatch(source -> source.contains("SBSA on Orin")));
        assertEquals("dustynv/pytorch:2.8-r36.4.4-cu128-24.04", servers.suggestion().orElse(""));
        var boards = JUDGE.judge(orin, "dustynv/pytorch:2.7-r36.4.0-cu128-24.04", Optional.empty());
        assertEquals(List.of(0), boards.gpus());
        assertEquals("Runs on this Jetson: it is made for L4T 36.4.0, and the board has L4T 36.4.3.",
                ENGLISH.of(boards.summary()));
        assertTrue(boards.sources().stream().anyMatch(source -> source.contains("l4t_version.py")));
    }
}
