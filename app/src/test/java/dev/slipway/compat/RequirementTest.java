package dev.slipway.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.base.Texts;
import dev.slipway.base.Version;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.compat.Verdict.Reason;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.engine.ImageConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementTest {
    /** What nvidia/cuda 12.6 images carry, shortened: GeForce is not among the brands. */
    private static final String CUDA_12_6 = "cuda>=12.6 brand=unknown,driver>=535,driver<536 "
            + "brand=tesla,driver>=535,driver<536 brand=tesla,driver>=550,driver<551";

    @ParameterizedTest
    @CsvSource({"560.35.05, 12.6, GeForce RTX, ''", "535.183.01, 12.2, GeForce RTX, cuda>=12.6",
            "535.183.01, 12.2, Tesla, ''", "550.54.15, 12.4, Tesla, ''", "545.23.08, 12.3, Tesla, cuda>=12.6"})
    void evaluatesAlternativesBrandsAndRanges(String driver, String cuda, String brand, String unmet) {
        var given = new Requirement.Given(Version.parse(cuda), Version.parse(driver), Version.parse("8.9"),
                Optional.of(brand));
        assertEquals(unmet, Requirement.unmet(Map.of("NVIDIA_REQUIRE_CUDA", CUDA_12_6), given).orElse(""));
    }

    @ParameterizedTest
    @CsvSource({"'NVIDIA_REQUIRE_CUDA=cuda>=12.0;NVIDIA_REQUIRE_ARCH=arch>=9.0', arch>=9.0",
            "'NVIDIA_REQUIRE_CUDA=cuda>=13.0;NVIDIA_DISABLE_REQUIRE=true', ''",
            "'NVIDIA_REQUIRE_JETPACK=csv-mounts=all', ''", "'CUDA_VERSION=12.8.1', cuda>=12.8",
            "'CUDA_VERSION=12.2.0', ''", "'NVIDIA_REQUIRE_CUDA=', ''", "'NVIDIA_REQUIRE_CUDA=nonsense', nonsense"})
    void readsTheVariablesAsTheContainerLibraryDoes(String environment, String unmet) {
        var variables = new java.util.HashMap<String, String>();
        for (var item : environment.split(";")) {
            var pair = item.split("=", 2);
            variables.put(pair[0], pair[1]);
        }
        var given = new Requirement.Given(Version.parse("12.2"), Version.parse("535.183.01"), Version.parse("8.9"),
                Optional.of("GeForce"));
        assertEquals(unmet, Requirement.unmet(variables, given).orElse(""));
    }

    private static EngineInfo engine(Set<GpuAccess> access) {
        return new EngineInfo(new Endpoint(java.net.URI.create("unix:///none.sock"), Endpoint.Origin.SETTINGS,
                "Docker"),
                EngineInfo.Kind.DOCKER, Version.of("28.2.2"), "1.50", false, false, false, access, List.of(),
                "/var/lib/docker", Reading.unknown(), "amd64");
    }

    @Test
    void countsOnlyWhereTheEngineEnforcesIt() {
        var judge = new Judge(BundledCatalog.load());
        var config = Optional.of(new ImageConfig("amd64", "linux", Map.of("CUDA_VERSION", "12.6.3",
                "NVIDIA_REQUIRE_CUDA", CUDA_12_6), Map.of(), List.of(), List.of(), "", "", 1));
        var machine = Machines.rtx4090("535.183.01");
        var image = "nvidia/cuda:12.6.3-cudnn-devel-ubuntu24.04";
        var classic = judge.judge(Machines.with(machine, engine(Set.of(GpuAccess.NVIDIA_RUNTIME))), image, config);
        assertEquals(Level.FAILS, classic.level());
        assertEquals(List.of(Reason.IMAGE_REQUIRES_NEWER_DRIVER), classic.reasons());
        var cdi = judge.judge(Machines.with(machine, engine(Set.of(GpuAccess.CDI))), image, config);
        assertEquals(Level.CAVEAT, cdi.level());
        assertEquals(List.of(Reason.MINOR_VERSION), cdi.reasons());
        assertTrue(classic.gpus().isEmpty());
    }

    @Test
    void warnsBeforeThePullWhereTheEngineChecksImages() {
        var judge = new Judge(BundledCatalog.load());
        var classic = engine(Set.of(GpuAccess.NVIDIA_RUNTIME));
        var image = "nvidia/cuda:12.6.3-cudnn-devel-ubuntu24.04";
        var geforce = judge.judge(Machines.with(Machines.rtx4090("535.183.01"), classic), image, Optional.empty());
        assertEquals(List.of(Reason.IMAGE_REQUIRES_NEWER_DRIVER, Reason.MINOR_VERSION), geforce.reasons());
        assertEquals("Runs on the RTX 4090. The engine may refuse to start it: such images check for a driver with "
                + "CUDA 12.6 themselves, although CUDA would run.", Texts.load(Locale.ENGLISH).of(geforce.summary()));
        var tesla = judge.judge(Machines.with(Machines.h100("535.183.01"), classic), image, Optional.empty());
        assertEquals(List.of(Reason.MINOR_VERSION), tesla.reasons());
        var newer = judge.judge(Machines.with(Machines.rtx4090("580.95.05"), classic), image, Optional.empty());
        assertEquals(Level.RUNS, newer.level());
        var plain = judge.judge(Machines.with(Machines.rtx4090("535.183.01"), classic),
                "pytorch/pytorch:2.14.0-cuda12.6-cudnn9-runtime", Optional.empty());
        assertEquals(List.of(Reason.MINOR_VERSION), plain.reasons());
    }

    @Test
    void believesTheImageThatItCarriesItsOwnDriverLibrary() {
        var judge = new Judge(BundledCatalog.load());
        var config = Optional.of(new ImageConfig("amd64", "linux", Map.of("CUDA_VERSION", "13.0.2",
                "PYTORCH_VERSION", "2.9.0", "TORCH_CUDA_ARCH_LIST", "8.0 9.0", "_CUDA_COMPAT_PATH",
                "/usr/local/cuda/compat"), Map.of(), List.of(), List.of(), "", "", 1));
        var verdict = judge.judge(Machines.h100("535.183.01"), "my/torch:1", config);
        assertEquals(List.of(Reason.FORWARD_COMPAT), verdict.reasons());
    }
}
