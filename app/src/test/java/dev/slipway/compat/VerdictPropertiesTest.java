package dev.slipway.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.Reference;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.engine.ImageConfig;
import dev.slipway.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class VerdictPropertiesTest {
    private static final BundledCatalog CATALOG = BundledCatalog.load();
    private static final Judge JUDGE = new Judge(CATALOG);
    /** Linux drivers that exist, oldest first. */
    private static final List<String> DRIVERS = List.of("384.81", "390.46", "396.26", "410.48", "418.39", "440.33",
            "450.51.06", "450.80.02", "460.32.03", "470.57.02", "470.256.02", "510.47.03", "525.60.13", "525.147.05",
            "530.30.02", "535.54.03", "535.183.01", "545.23.08", "550.54.14", "555.42.06", "560.35.05", "565.57.01",
            "570.124.06", "575.57.08", "580.65.06", "580.95.05", "590.48.01", "595.71.05", "610.43.02", "615.71.09");

    /** Windows drivers that exist, oldest first. */
    private static final List<String> WINDOWS_DRIVERS = List.of("385.54", "411.31", "418.96", "441.22", "451.48",
            "452.39", "456.38", "461.92", "472.12", "497.29", "511.23", "516.01", "522.06", "527.41", "528.33",
            "531.14", "537.13", "546.33", "551.61", "555.85", "560.76", "566.07", "570.65", "572.83", "576.57",
            "581.42", "582.28", "591.44", "596.21", "610.62", "616.92");

    @Provide
    Arbitrary<String> drivers() {
        return Arbitraries.of(DRIVERS);
    }

    @Provide
    Arbitrary<String> capabilities() {
        return Arbitraries.of(CATALOG.facts().architectures().keySet().stream().sorted().map(Object::toString)
                .toList());
    }

    @Provide
    Arbitrary<ImageEntry> entries() {
        return Arbitraries.of(CATALOG.entries());
    }

    private static Machine machine(String driver, List<String> capabilities) {
        return Machines.linuxWith(driver, String.join(",", capabilities));
    }

    @Property
    void aNewerDriverNeverTurnsRunsIntoFailsWhileItStillDrivesTheGpu(@ForAll("drivers") String one,
            @ForAll("drivers") String other, @ForAll("capabilities") String capability,
            @ForAll("entries") ImageEntry entry) {
        boolean inOrder = DRIVERS.indexOf(one) <= DRIVERS.indexOf(other);
        var before = JUDGE.judge(machine(inOrder ? one : other, List.of(capability)), entry);
        var after = JUDGE.judge(machine(inOrder ? other : one, List.of(capability)), entry);
        boolean left = after.points().stream()
                .anyMatch(point -> point.value().key().equals("verdict.code.left-branch"));
        if (before.level() == Level.RUNS && !left) {
            assertEquals(Level.RUNS, after.level());
        }
        if (before.level() == Level.CAVEAT && !left) {
            assertNotEquals(Level.FAILS, after.level());
        }
    }

    @Property
    void anotherGpuNeverMakesAMachineRunWhatItDidNot(@ForAll("drivers") String driver,
            @ForAll @Size(min = 1, max = 4) List<@net.jqwik.api.From("capabilities") String> capabilities,
            @ForAll("capabilities") String more, @ForAll("entries") ImageEntry entry) {
        var before = JUDGE.judge(machine(driver, capabilities), entry);
        var all = new ArrayList<>(capabilities);
        all.add(more);
        var after = JUDGE.judge(machine(driver, all), entry);
        if (before.level() != Level.RUNS) {
            assertNotEquals(Level.RUNS, after.level());
        }
        // What runs on a GPU runs on it whatever stands beside it.
        assertTrue(after.gpus().containsAll(before.gpus()));
    }

    @Property
    void whatIsSuggestedRuns(@ForAll("drivers") String driver,
            @ForAll @Size(min = 1, max = 3) List<@net.jqwik.api.From("capabilities") String> capabilities,
            @ForAll("entries") ImageEntry entry) {
        var machine = machine(driver, capabilities);
        var verdict = JUDGE.judge(machine, entry);
        verdict.suggestion().ifPresent(reference -> {
            var level = JUDGE.judge(machine, reference, Optional.empty()).level();
            assertTrue(level == Level.RUNS || level == Level.CAVEAT, reference + " " + level);
            assertNotEquals(entry.reference(), reference);
        });
        assertEquals(verdict.level() == Level.RUNS, verdict.reasons().isEmpty());
        assertFalse(verdict.level() == Level.FAILS && !verdict.gpus().isEmpty());
    }

    /** Whatever runs on this machine comes before whatever runs with a caveat, and that before nothing. */
    @Property(tries = 200)
    void nothingBetterThanTheSuggestionIsLeftOut(@ForAll("drivers") String driver,
            @ForAll @Size(min = 1, max = 2) List<@net.jqwik.api.From("capabilities") String> capabilities,
            @ForAll("entries") ImageEntry entry) {
        var machine = machine(driver, capabilities);
        var verdict = JUDGE.judge(machine, entry);
        boolean asks = verdict.level() == Level.FAILS && !entry.cpuOnly() && entry.framework() != Framework.OTHER;
        if (!asks) {
            return;
        }
        var levels = CATALOG.entries().stream().filter(row -> row.framework() == entry.framework() && !row.cpuOnly())
                .map(row -> JUDGE.judge(machine, row).level()).toList();
        var best = levels.contains(Level.RUNS) ? Optional.of(Level.RUNS)
                : levels.contains(Level.CAVEAT) ? Optional.of(Level.CAVEAT) : Optional.<Level>empty();
        assertEquals(best, verdict.suggestion().map(reference ->
                JUDGE.judge(machine, CATALOG.find(reference).orElseThrow()).level()));
    }

    @Provide
    Arbitrary<String> windowsDrivers() {
        return Arbitraries.of(WINDOWS_DRIVERS);
    }

    @Property
    void aNewerWindowsDriverNeverTurnsRunsIntoFailsEither(@ForAll("windowsDrivers") String one,
            @ForAll("windowsDrivers") String other, @ForAll("capabilities") String capability,
            @ForAll("entries") ImageEntry entry, @ForAll boolean wsl) {
        boolean inOrder = WINDOWS_DRIVERS.indexOf(one) <= WINDOWS_DRIVERS.indexOf(other);
        var gpu = Machines.gpu(0, "NVIDIA Test", capability);
        var os = wsl ? "linux" : "windows";
        var before = JUDGE.judge(Machines.of(os, "amd64", wsl, inOrder ? one : other, gpu), entry);
        var after = JUDGE.judge(Machines.of(os, "amd64", wsl, inOrder ? other : one, gpu), entry);
        boolean left = after.points().stream()
                .anyMatch(point -> point.value().key().equals("verdict.code.left-branch"));
        if (!left && (before.level() == Level.RUNS || before.level() == Level.CAVEAT)) {
            assertNotEquals(Level.FAILS, after.level());
        }
    }

    /** A data-centre GPU may fall out of the branches that cuda-compat accepts, but never from a plain RUNS. */
    @Property
    void aNewerDriverNeverTurnsRunsIntoFailsOnDataCentreGpus(@ForAll("drivers") String one,
            @ForAll("drivers") String other, @ForAll("entries") ImageEntry entry) {
        boolean inOrder = DRIVERS.indexOf(one) <= DRIVERS.indexOf(other);
        var before = JUDGE.judge(Machines.h100(inOrder ? one : other), entry);
        if (before.level() == Level.RUNS) {
            assertEquals(Level.RUNS, JUDGE.judge(Machines.h100(inOrder ? other : one), entry).level());
        }
    }

    @Property
    void anyTextIsJudgedWithoutAnException(@ForAll String text) {
        JUDGE.judge(Machines.rtx4090("580.95.05"), text, Optional.empty());
        Reference.parse(text).ifPresent(reference ->
                assertEquals(reference, Reference.parse(reference.repository()
                        + reference.tag().map(tag -> ":" + tag).orElse("")
                        + reference.digest().map(digest -> "@" + digest).orElse("")).orElseThrow()));
    }

    @Provide
    Arbitrary<String> tagLike() {
        var parts = Arbitraries.of("2.8.0", "2.8", "2", "9.9.9", "cuda", "cuda12.6", "cuda99", "cudnn9", "cudnn",
                "runtime", "devel", "-", "--", ".", "25.07", "25.13", "py3", "v0.30.0", "cu129", "latest", "gpu",
                "jupyter", "999999999999", "ubuntu22.04", "_");
        return parts.list().ofMinSize(1).ofMaxSize(6).map(list -> String.join("-", list));
    }

    @Provide
    Arbitrary<String> repositories() {
        return Arbitraries.of("pytorch/pytorch", "nvcr.io/nvidia/pytorch", "tensorflow/tensorflow", "nvidia/cuda",
                "quay.io/jupyter/pytorch-notebook", "vllm/vllm-openai", "nvcr.io/nvidia/jax", "rocm/pytorch");
    }

    @Property
    void anyTagOfAKnownFamilyIsJudgedWithoutAnException(@ForAll("repositories") String repository,
            @ForAll("tagLike") String tag) {
        JUDGE.judge(Machines.pair("580.95.05"), repository + ":" + tag, Optional.empty());
    }

    @Property
    void anythingAnImageSaysOfItselfIsJudgedWithoutAnException(@ForAll String cuda, @ForAll String list,
            @ForAll String require) {
        var config = new ImageConfig("amd64", "linux", Map.of("CUDA_VERSION", cuda, "TORCH_CUDA_ARCH_LIST", list,
                "PYTORCH_VERSION", cuda, "NVIDIA_REQUIRE_CUDA", require), Map.of(), List.of(), List.of(), "", "", 1);
        JUDGE.judge(Machines.rtx4090("580.95.05"), "my/image:1", Optional.of(config));
    }
}
