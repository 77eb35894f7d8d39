package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Facts;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A machine as the rules see it, worked out once.
 *
 * @param windows whether the driver's number is one of the Windows driver (Windows itself, WSL2)
 * @param arch the architecture of the containers
 * @param driver the driver's version
 * @param cuda the CUDA version the driver speaks, as it says or as its branch is known to
 * @param cudaReported whether the driver itself said so
 * @param branch the driver's branch
 * @param checksImages whether the engine holds an image's own NVIDIA_REQUIRE_* against the driver
 * @param gpus the NVIDIA GPUs
 */
record Ground(boolean windows, String arch, Optional<Version> driver, Optional<Version> cuda, boolean cudaReported,
        Optional<Facts.Branch> branch, boolean checksImages, List<Card> gpus, boolean amdGpu) {

    /** A GPU with what is known of its kind. */
    record Card(Gpu gpu, Optional<ComputeCapability> capability, boolean guessed,
            Optional<Facts.Architecture> architecture, boolean dataCentre) {
        String name() {
            return gpu.shortName();
        }

        /** Whether it is a Jetson's or the like. */
        boolean embedded() {
            return architecture.filter(Facts.Architecture::embedded).isPresent();
        }

        /** Whether it has no memory of its own: the Jetsons, and GB10 (DGX Spark). */
        boolean sharesMemory() {
            return embedded() || architecture.filter(known -> known.products().stream()
                    .anyMatch(product -> product.contains("DGX Spark"))).isPresent();
        }

        /** Whether it is split, so that containers get parts of it. */
        boolean split() {
            return gpu.migOn().asOptional().orElse(false);
        }

        /** Whether it is sold to players: NVIDIA's own checks tell these apart from all others. */
        boolean consumer() {
            return gpu.name().contains("GeForce") || gpu.name().contains("TITAN");
        }
    }

    static Ground of(Machine machine, Facts facts, Products products) {
        var host = machine.host();
        boolean windows = host.os().equals("windows") || host.wsl();
        var driver = machine.driver().asOptional().map(Driver::version);
        var reported = machine.driver().asOptional().flatMap(known -> known.cuda().asOptional());
        var branch = driver.flatMap(version -> facts.branch(version, windows));
        var gpus = machine.nvidiaGpus().stream().map(gpu -> {
            var capability = products.capability(gpu);
            return new Card(gpu, capability, gpu.computeCapability().asOptional().isEmpty(),
                    capability.map(facts.architectures()::get), products.isDataCentre(gpu));
        }).toList();
        var access = machine.engine().map(EngineInfo::gpuAccess).orElse(Set.of());
        return new Ground(windows, machine.engine().map(EngineInfo::arch).orElse(host.arch()), driver,
                reported.or(() -> branch.map(Facts.Branch::cuda)), reported.isPresent(), branch,
                access.contains(GpuAccess.NVIDIA_RUNTIME) && !access.contains(GpuAccess.CDI), gpus,
                machine.gpus().stream().anyMatch(gpu -> gpu.maker() == Gpu.Maker.AMD));
    }
}
