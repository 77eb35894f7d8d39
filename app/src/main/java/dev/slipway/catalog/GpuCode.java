package dev.slipway.catalog;

import dev.slipway.gpu.ComputeCapability;
import java.util.Set;

/**
 * GPU code inside a build.
 *
 * @param cubins capabilities with machine code (sm_*)
 * @param ptx capabilities with PTX, which a driver can compile for newer GPUs
 */
public record GpuCode(Set<ComputeCapability> cubins, Set<ComputeCapability> ptx) {
    /** Freezes the sets. */
    public GpuCode {
        cubins = Set.copyOf(cubins);
        ptx = Set.copyOf(ptx);
    }
}
