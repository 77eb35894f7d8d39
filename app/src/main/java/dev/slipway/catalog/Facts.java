package dev.slipway.catalog;

import dev.slipway.base.Version;
import dev.slipway.gpu.ComputeCapability;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Facts about CUDA toolkits, drivers and GPU architectures.
 *
 * @param toolkits by "major.minor": the driver each CUDA toolkit came with
 * @param floors by CUDA major: the oldest driver that runs any toolkit of that major (11 and newer)
 * @param branches driver branches, newest first
 * @param forward which hosts NVIDIA's cuda-compat packages accept
 * @param architectures known compute capabilities
 * @param compatFamilies families of images that carry cuda-compat
 * @param labelledFamilies families of images whose label asks for a driver
 * @param labels what those labels admit
 * @param familyLabels what the label of a family's images asks for, word for word, where images of it were read
 * @param jetsons what is known of Jetson boards
 * @param deadTags references that articles name and that never existed, with what to use instead
 */
public record Facts(
        Map<String, Toolkit> toolkits,
        Map<Integer, DriverFloor> floors,
        List<Branch> branches,
        List<Forward> forward,
        Map<ComputeCapability, Architecture> architectures,
        Set<String> compatFamilies,
        Set<String> labelledFamilies,
        List<Label> labels,
        Map<String, FamilyLabel> familyLabels,
        Jetsons jetsons,
        List<DeadTag> deadTags) {
    /** Freezes the collections. */
    public Facts {
        toolkits = Map.copyOf(toolkits);
        floors = Map.copyOf(floors);
        branches = List.copyOf(branches);
        forward = List.copyOf(forward);
        architectures = Map.copyOf(architectures);
        compatFamilies = Set.copyOf(compatFamilies);
        labelledFamilies = Set.copyOf(labelledFamilies);
        labels = List.copyOf(labels);
        familyLabels = Map.copyOf(familyLabels);
        deadTags = List.copyOf(deadTags);
    }

    /** The toolkit of a CUDA version, whatever its patch level. */
    public Optional<Toolkit> toolkit(Version cuda) {
        return Optional.ofNullable(toolkits.get(cuda.major() + "." + cuda.minor()));
    }

    /**
     * The branch a driver belongs to; for a branch that is not listed, the nearest older one.
     *
     * @param windows whether the version is one of the Windows driver, whose numbers run beside the Linux ones
     */
    public Optional<Branch> branch(Version driver, boolean windows) {
        int major = driver.major();
        if (windows) {
            for (var branch : branches) {
                if (branch.windowsMajors().contains(major)) {
                    return Optional.of(branch);
                }
            }
        }
        return branches.stream().filter(branch -> branch.number() <= major).findFirst();
    }

    /**
     * The driver of the first release of a CUDA minor version. Later updates came with later drivers, but the CUDA
     * version a driver speaks changes with the minor version only.
     */
    public record Toolkit(Version cuda, Optional<Version> linuxDriver, Optional<Version> windowsDriver,
            String confidence, String windowsConfidence, List<String> sources) {
        /** The driver's number on Windows (and so in WSL2) or on Linux. */
        public Optional<Version> driver(boolean windows) {
            return windows ? windowsDriver : linuxDriver;
        }

        /** How sure that number is. */
        public String confidence(boolean windows) {
            return windows ? windowsConfidence : confidence;
        }
    }

    /** The oldest driver of a CUDA major (minor-version compatibility). */
    public record DriverFloor(int major, Version linuxDriver, Version windowsDriver, String confidence,
            List<String> sources) {
        /** The driver's number on Windows (and so in WSL2) or on Linux. */
        public Version driver(boolean windows) {
            return windows ? windowsDriver : linuxDriver;
        }
    }

    /** A driver branch: its Linux number, the CUDA version it speaks, the first numbers of its Windows drivers. */
    public record Branch(int number, Version cuda, Set<Integer> windowsMajors) {
    }

    /**
     * The cuda-compat package of a CUDA version, and the host drivers it accepts (data-centre GPUs on Linux only).
     *
     * @param hostBranches the branches of those drivers
     * @param firstDrivers by branch, the first driver of it that is accepted; the whole branch where it is missing
     */
    public record Forward(Version cuda, Version driver, Set<Integer> hostBranches,
            Map<Integer, Version> firstDrivers, String confidence) {
        /** Freezes the collections. */
        public Forward {
            hostBranches = Set.copyOf(hostBranches);
            firstDrivers = Map.copyOf(firstDrivers);
        }

        /** Whether a driver of a branch is accepted. */
        public boolean accepts(int branch, Version host) {
            return hostBranches.contains(branch)
                    && Optional.ofNullable(firstDrivers.get(branch)).filter(first -> !host.atLeast(first)).isEmpty();
        }
    }

    /**
     * The label of nvidia/cuda images of a CUDA version: besides drivers that speak this CUDA version it admits these
     * older branches.
     *
     * @param geforce whether it admits them for GeForce and TITAN too
     */
    public record Label(Version cuda, Set<Integer> branches, boolean geforce) {
    }

    /**
     * The label that all images of a family carry.
     *
     * @param requirement what it asks for, as the image says it: {@code cuda>=9.0}
     */
    public record FamilyLabel(String requirement, String confidence, List<String> sources) {
        /** Freezes the list. */
        public FamilyLabel {
            sources = List.copyOf(sources);
        }
    }

    /** Jetson boards: their chips, and which releases of L4T run one another's images. */
    public record Jetsons(List<Chip> chips, List<L4t> releases) {
        /** Freezes the lists. */
        public Jetsons {
            chips = List.copyOf(chips);
            releases = List.copyOf(releases);
        }

        /** A chip by its name in the device tree. */
        public Optional<Chip> chip(String name) {
            return chips.stream().filter(chip -> chip.name().equals(name)).findFirst();
        }

        /** A chip by the compute capability of its GPU. */
        public Optional<Chip> chip(ComputeCapability capability) {
            return chips.stream().filter(chip -> chip.capability().equals(capability)).findFirst();
        }

        /** The releases that a release belongs to. */
        public Optional<L4t> releases(Version l4t) {
            return releases.stream().filter(one -> one.holds(l4t)).findFirst();
        }
    }

    /**
     * The chip of a Jetson.
     *
     * @param name in the device tree: tegra234
     * @param serverCode the first release of L4T that takes images with the CUDA libraries of arm64 servers (SBSA)
     * @param jetpack the JetPack of that release
     */
    public record Chip(String name, ComputeCapability capability, Optional<Version> serverCode,
            Optional<String> jetpack, String confidence, List<String> sources) {
        /** Freezes the list. */
        public Chip {
            sources = List.copyOf(sources);
        }
    }

    /**
     * Releases of L4T (Jetson Linux) whose boards run one another's images.
     *
     * @param before the first release that is no longer one of them
     * @param code the GPUs that images of these releases are built for
     * @param cuda the CUDA version that their drivers speak at least
     */
    public record L4t(Version from, Version before, Set<ComputeCapability> code, Version cuda, String confidence,
            List<String> sources) {
        /** Freezes the collections. */
        public L4t {
            code = Set.copyOf(code);
            sources = List.copyOf(sources);
        }

        boolean holds(Version release) {
            return release.atLeast(from) && !release.atLeast(before);
        }
    }

    /**
     * A GPU architecture.
     *
     * @param products its product names
     * @param dataCentre those of them that NVIDIA sells for data centres
     * @param lastDriverBranch the last driver branch for it, when it has left newer ones
     * @param firstToolkit the first CUDA toolkit that makes code for it
     * @param lastToolkit the last one, when newer ones have dropped it
     * @param embedded whether it is a Jetson or the like, for which code for desktop GPUs is not promised to run
     */
    public record Architecture(ComputeCapability capability, String name, List<String> products,
            List<String> dataCentre, Optional<Integer> lastDriverBranch, Optional<Version> firstToolkit,
            Optional<Version> lastToolkit, boolean embedded, String confidence) {
    }

    /** A tag that does not exist although it is written down in public places. */
    public record DeadTag(String reference, List<String> reasons, List<String> nearest) {
    }
}
