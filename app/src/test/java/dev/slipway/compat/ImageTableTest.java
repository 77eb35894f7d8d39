package dev.slipway.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Texts;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.engine.ImageConfig;
import dev.slipway.engine.LocalImage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageTableTest {
    private static final BundledCatalog CATALOG = BundledCatalog.load();
    private static final Texts ENGLISH = Texts.load(Locale.ENGLISH);

    private static LocalImage local(String id, String... references) {
        return new LocalImage(id, List.of(references), List.of(), 1_000, Instant.EPOCH);
    }

    private static ImageConfig config(Map<String, String> environment) {
        return new ImageConfig("amd64", "linux", environment, Map.of(), List.of(), List.of(), "", "", 1_000);
    }

    @Test
    void putsWhatRunsFirst() {
        var rows = ImageTable.rows(Machines.pair("580.95.05"), CATALOG, List.of(), Map.of());
        assertEquals(CATALOG.entries().size(), rows.size());
        assertEquals("pytorch/pytorch:2.14.1-cuda12.6-cudnn9-runtime", rows.getFirst().entry().reference());
        for (int i = 1; i < rows.size(); i++) {
            assertTrue(rows.get(i - 1).verdict().level().ordinal() <= rows.get(i).verdict().level().ordinal());
        }
    }

    @Test
    void marksPulledImagesHoweverTheEngineNamesThem() {
        var image = local("sha256:1", "docker.io/pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime");
        var rows = ImageTable.rows(Machines.rtx4090("580.95.05"), CATALOG, List.of(image), Map.of());
        assertEquals(CATALOG.entries().size(), rows.size());
        var pulled = rows.stream().filter(row -> row.local().isPresent()).toList();
        assertEquals(1, pulled.size());
        assertEquals("pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime", pulled.getFirst().entry().reference());
    }

    @Test
    void addsRowsForImagesTheCatalogueDoesNotKnow() {
        var images = List.of(local("sha256:1", "my-lab/torch:v3"), local("sha256:2", "busybox:latest"));
        var configs = Map.of("sha256:1", config(Map.of("PYTORCH_VERSION", "2.8.0", "CUDA_VERSION", "12.6.3",
                "TORCH_CUDA_ARCH_LIST", "8.0 8.6 9.0+PTX")));
        var rows = ImageTable.rows(Machines.rtx4090("580.95.05"), CATALOG, images, configs);
        var lab = rows.stream().filter(row -> row.entry().reference().equals("my-lab/torch:v3")).findFirst();
        assertEquals(Level.RUNS, lab.orElseThrow().verdict().level());
        assertEquals("local", lab.orElseThrow().entry().family());
        var other = rows.stream().filter(row -> row.entry().reference().equals("busybox:latest")).findFirst();
        assertEquals(Level.UNKNOWN, other.orElseThrow().verdict().level());
    }

    @Test
    void offersANotebookThatRuns() {
        var modern = ImageTable.best(ImageTable.rows(Machines.rtx4090("580.95.05"), CATALOG, List.of(), Map.of()));
        assertEquals("quay.io/jupyter/pytorch-notebook:cuda13-latest", modern.orElseThrow().entry().reference());
        var old = ImageTable.best(ImageTable.rows(Machines.gtx1080("580.95.05"), CATALOG, List.of(), Map.of()));
        assertEquals("nvcr.io/nvidia/pytorch:24.12-py3", old.orElseThrow().entry().reference());
        var behind = ImageTable.best(ImageTable.rows(Machines.rtx4090("535.183.01"), CATALOG, List.of(), Map.of()));
        assertEquals("quay.io/jupyter/pytorch-notebook:cuda12-latest", behind.orElseThrow().entry().reference());
        var both = ImageTable.best(ImageTable.rows(Machines.pair("580.95.05"), CATALOG, List.of(), Map.of()));
        assertEquals(List.of(0), both.orElseThrow().verdict().gpus());
        assertEquals("quay.io/jupyter/pytorch-notebook:cuda13-latest", both.orElseThrow().entry().reference());
        assertTrue(ImageTable.best(ImageTable.rows(Machines.none(), CATALOG, List.of(), Map.of())).isEmpty());
    }

    private static List<String> advice(dev.slipway.machine.Machine machine) {
        var rows = ImageTable.rows(machine, CATALOG, List.of(), Map.of());
        return MachineAdvice.of(machine, CATALOG, rows).stream().filter(a -> a.kind() != Advice.Kind.NO_ENGINE)
                .map(a -> ENGLISH.of(a.title()) + " " + ENGLISH.of(a.detail())).toList();
    }

    @Test
    void tellsWhatLimitsAnOldGpu() {
        var sentences = advice(Machines.pair("580.95.05"));
        assertTrue(sentences.getFirst().startsWith("Images for the GTX 1080 must be built for CUDA 12.6 or older. "
                + "Newer PyTorch builds hold no code for compute capability 6.1."), sentences.toString());
        assertTrue(sentences.contains("Branch 580 is the last driver branch for the GTX 1080. "
                + "Newer drivers leave this GPU out, so do not update past 580."), sentences.toString());
        assertEquals(2, sentences.size());
    }

    @Test
    void tellsWhichDriverToInstall() {
        var sentences = advice(Machines.rtx4090("535.183.01"));
        assertTrue(sentences.getFirst().startsWith("Driver 535.183.01 is too old for images with CUDA 13.2. "
                + "Install driver 580.65.06 or newer."), sentences.toString());
        assertEquals(List.of("There is no NVIDIA driver. Install driver 580.65.06 or newer to use the RTX 4090."),
                advice(Machines.rtx4090(null)));
    }

    @Test
    void hasNothingToSayAboutACurrentMachine() {
        assertEquals(List.of(), advice(Machines.rtx4090("610.43.02")));
    }

    @Test
    void tellsThatANewGpuNeedsNewBuilds() {
        assertTrue(advice(Machines.rtx5090("610.43.02")).getFirst()
                .startsWith("Images for the RTX 5090 must be built for CUDA 12.8 or newer."));
    }
}
