package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Facts;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Jetson;
import dev.slipway.machine.Machine;
import java.util.List;
import java.util.Map;
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
 * @param amdGpu whether there is a GPU of AMD
 * @param board the Jetson board, where it is one
 * @param familyLabels by family, what the label of all its images asks for
 */
record Ground(boolean windows, String arch, Optional<Version> driver, Optional<Version> cuda, boolean cudaReported,
        Optional<Facts.Branch> branch, boolean checksImages, List<Card> gpus, boolean amdGpu,
        Optional<Board> board, Map<String, Facts.FamilyLabel> familyLabels) {

    /** A Jetson board: its release of L4T, what is known of that, and what is known of its chip. */
    record Board(Optional<Version> l4t, Optional<Facts.L4t> releases, Optional<Facts.Chip> chip) {
        static Board of(Jetson jetson, List<Gpu> gpus, Facts facts) {
            var chips = facts.jetsons();
            return new Board(jetson.l4t(), jetson.l4t().flatMap(chips::releases),
                    jetson.chip().flatMap(chips::chip).or(() -> gpus.stream()
                            .map(gpu -> gpu.computeCapability().asOptional()).flatMap(Optional::stream)
                            .map(chips::chip).flatMap(Optional::stream).findFirst()));
        }

        /** Whether its L4T is known to be older than the first that takes what arm64 servers run. */
        boolean refusesServerCode() {
            return l4t.isPresent() && chip.filter(known -> known.serverCode().filter(l4t.get()::atLeast).isEmpty())
                    .isPresent();
        }
    }

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
        var board = host.jetson().map(jetson -> Board.of(jetson, machine.nvidiaGpus(), facts));
        // The numbers of JetPack's drivers are not those of the tables: what such a driver speaks is asked of its L4T.
        var reported = machine.driver().asOptional().flatMap(known -> known.cuda().asOptional()).or(() ->
                driver.flatMap(_ -> board.flatMap(Board::releases)).map(Facts.L4t::cuda));
        var branch = driver.flatMap(version -> facts.branch(version, windows));
        var gpus = machine.nvidiaGpus().stream().map(gpu -> {
            // A driver of JetPack calls the chip's GPU "Orin (nvgpu)" and may not tell its capability.
            var capability = products.capability(gpu).or(() -> machine.nvidiaGpus().size() > 1 ? Optional.empty()
                    : board.flatMap(Board::chip).map(Facts.Chip::capability));
            return new Card(gpu, capability, gpu.computeCapability().asOptional().isEmpty(),
                    capability.map(facts.architectures()::get), products.isDataCentre(gpu));
        }).toList();
        var access = machine.engine().map(EngineInfo::gpuAccess).orElse(Set.of());
        return new Ground(windows, machine.engine().map(EngineInfo::arch).orElse(host.arch()), driver,
                reported.or(() -> branch.map(Facts.Branch::cuda)), reported.isPresent(), branch,
                access.contains(GpuAccess.NVIDIA_RUNTIME) && !access.contains(GpuAccess.CDI), gpus,
                machine.gpus().stream().anyMatch(gpu -> gpu.maker() == Gpu.Maker.AMD), board,
                facts.familyLabels());
    }
}
