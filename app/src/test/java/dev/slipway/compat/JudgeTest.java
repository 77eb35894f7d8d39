package dev.slipway.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Texts;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.engine.ImageConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final BundledCatalog CATALOG = BundledCatalog.load();
    private static final Judge JUDGE = new Judge(CATALOG);
    private static final Texts ENGLISH = Texts.load(Locale.ENGLISH);

    @Test
    void saysInOneSentenceWhatRunsWhere() {
        var verdict = JUDGE.judge(Machines.pair("580.95.05"), "pytorch/pytorch:2.14.0-cuda13.0-cudnn9-runtime",
                Optional.empty());
        assertEquals("Runs on the RTX 4090, not on the GTX 1080. No CUDA 13 build holds code for "
                + "compute capability 6.1.",
                ENGLISH.of(verdict.summary()));
        assertEquals(Optional.of("pytorch/pytorch:2.14.0-cuda12.6-cudnn9-runtime"), verdict.suggestion());
        assertEquals("RTX 4090 · 8.9", ENGLISH.of(verdict.points().get(0).label()));
        assertEquals("uses the 8.6 code", ENGLISH.of(verdict.points().get(0).value()));
        assertEquals("580.95.05 · CUDA 13.0", ENGLISH.of(verdict.points().get(2).value()));
        assertEquals("CUDA 13.0 needs", ENGLISH.of(verdict.points().get(3).label()));
        assertEquals("580.65.06 · met", ENGLISH.of(verdict.points().get(3).value()));
        assertEquals(List.of(0), verdict.gpus());
    }

    @Test
    void everyTextOfEveryVerdictExists() {
        for (var machine : new dev.slipway.machine.Machine[] {Machines.pair("580.95.05"), Machines.none(),
                Machines.h100("535.183.01"), Machines.v100("450.80.02"), Machines.rtx5090("570.124.06"),
                Machines.linux(null, Machines.gpu(0, "NVIDIA GeForce RTX 4090", null)),
                Machines.of("linux", "arm64", false, "580.95.05", Machines.gpu(0, "NVIDIA GB10", "12.1"))}) {
            for (var row : ImageTable.rows(machine, CATALOG, List.of(), Map.of())) {
                var verdict = row.verdict();
                assertTrue(!ENGLISH.of(verdict.summary()).contains("verdict."), ENGLISH.of(verdict.summary()));
                for (var point : verdict.points()) {
                    assertTrue(!ENGLISH.of(point.label()).contains("verdict."), point.toString());
                    assertTrue(!ENGLISH.of(point.value()).contains("verdict."), point.toString());
                }
            }
        }
    }

    @Test
    void doesNotSuggestAnOldImageForAMovingTag() {
        var verdict = JUDGE.judge(Machines.pair("580.95.05"), "quay.io/jupyter/pytorch-notebook:cuda13-latest",
                Optional.empty());
        assertEquals(Optional.of("pytorch/pytorch:2.14.1-cuda12.6-cudnn9-runtime"), verdict.suggestion());
    }

    @Test
    void namesEqualGpusOnce() {
        var machine = Machines.linux("535.183.01", Machines.gpu(0, "NVIDIA H100 80GB HBM3", "9.0"),
                Machines.gpu(1, "NVIDIA H100 80GB HBM3", "9.0"));
        var verdict = JUDGE.judge(machine, "nvcr.io/nvidia/pytorch:25.10-py3", Optional.empty());
        assertEquals("2 × H100 80GB HBM3 · 9.0", ENGLISH.of(verdict.points().getFirst().label()));
        assertEquals("580.65.06 · met by the image", ENGLISH.of(verdict.points().getLast().value()));
        assertEquals(List.of(0, 1), verdict.gpus());
    }

    @Test
    void saysThatTheLastReleaseForAGpuIsOneToKeep() {
        var last = "pytorch/pytorch:2.14.1-cuda12.6-cudnn9-runtime";
        var old = JUDGE.judge(Machines.pair("580.95.05"), last, Optional.empty()).points().getLast();
        assertEquals("Last release for the GTX 1080", ENGLISH.of(old.label()));
        var current = JUDGE.judge(Machines.rtx4090("580.95.05"), last, Optional.empty()).points().getLast();
        assertEquals("verdict.point.cuda-needs", current.label().key());
        var earlier = JUDGE.judge(Machines.gtx1080("580.95.05"), "pytorch/pytorch:2.7.1-cuda11.8-cudnn9-runtime",
                Optional.empty()).points().getLast();
        assertEquals("verdict.point.cuda-needs", earlier.label().key());
    }

    @Test
    void aVerdictDoesNotDependOnWhatWasJudgedBefore() {
        for (var machine : List.of(Machines.pair("580.95.05"), Machines.h100("535.183.01"))) {
            var shared = new Judge(CATALOG);
            for (var entry : CATALOG.entries()) {
                shared.judge(machine, entry);
            }
            for (var entry : CATALOG.entries()) {
                assertEquals(new Judge(CATALOG).judge(machine, entry), shared.judge(machine, entry), entry.reference());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2.5.1, 12.4.1, amd64, runs", "2.9.0a0+145a3a7, 12.4.1, amd64, unknown",
        "2.5.1, 12.7.0, amd64, unknown", "2.5.1, 12.4.1, arm64, unknown"})
    void anImageMadeFromPytorchsHoldsTheCodeOfThatBuildAsFarAsOneCanTell(String torch, String cuda, String processor,
            String level) {
        var config = new ImageConfig(processor, "linux", Map.of("PYTORCH_VERSION", torch, "CUDA_VERSION", cuda),
                Map.of(), List.of(), List.of(), "", "", 1);
        var machine = Machines.of("linux", processor, false, "550.54.14",
                Machines.gpu(0, "NVIDIA GeForce RTX 4090", "8.9"));
        var verdict = JUDGE.judge(machine, "lab/derived:1", Optional.of(config));
        assertEquals(level, verdict.level().id(), verdict.toString());
        if (verdict.level() == Verdict.Level.RUNS) {
            assertEquals("low", verdict.confidence());
            assertEquals("Runs on the RTX 4090. The facts behind this are not certain.",
                    Texts.load(Locale.ENGLISH).of(verdict.summary()));
        }
    }
}
