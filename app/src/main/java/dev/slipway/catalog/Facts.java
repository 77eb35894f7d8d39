package dev.slipway.catalog;

import dev.slipway.base.Version;
import dev.slipway.gpu.ComputeCapability;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts about CUDA toolkits, drivers and GPU architectures.
 *
 * @param toolkits by "major.minor": the driver each CUDA toolkit came with
 * @param families by CUDA major: the oldest driver that runs any toolkit of that major (11 and newer)
 * @param architectures known compute capabilities
 * @param deadTags references that articles name and that never existed, with what to use instead
 */
public record Facts(
        Map<String, Toolkit> toolkits,
        Map<Integer, DriverFloor> families,
        Map<ComputeCapability, Architecture> architectures,
        List<DeadTag> deadTags) {

    /** The driver that a toolkit of this "major.minor" needs for all its features. */
    public record Toolkit(Version cuda, Optional<Version> linuxDriver, Optional<Version> windowsDriver, String source,
            String confidence) {
    }

    /** The oldest driver of a CUDA major (minor-version compatibility). */
    public record DriverFloor(int major, Version linuxDriver, Version windowsDriver, String source,
            String confidence) {
    }

    /** A GPU architecture: its products and the last driver branch for it, when there is one. */
    public record Architecture(ComputeCapability capability, String name, List<String> products,
            Optional<Integer> lastDriverBranch, Optional<Version> lastToolkit) {
    }

    /** A tag that does not exist although it is written down in public places. */
    public record DeadTag(String reference, List<String> reasons, List<String> nearest) {
    }
}
