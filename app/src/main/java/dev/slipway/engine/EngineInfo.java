package dev.slipway.engine;

import dev.slipway.base.Version;
import dev.slipway.base.Reading;
import java.util.List;
import java.util.Set;

/**
 * What an engine says of itself.
 *
 * @param endpoint where it answers
 * @param kind Docker, Podman, ...
 * @param version its version
 * @param apiVersion the newest API version it speaks
 * @param rootless whether it runs without root
 * @param snap whether it is the Docker of a snap
 * @param desktopVm whether containers run in a virtual machine of Docker Desktop (or its like)
 * @param gpuAccess the ways it really gives GPUs; empty when it gives none
 * @param cdiDevices the NVIDIA CDI names it knows: nvidia.com/gpu=0, nvidia.com/gpu=all, ...
 * @param dataRoot the folder with its images, on the engine's side
 * @param freeDiskBytes free space there, where the folder is on this machine
 * @param arch the architecture of its containers, in container terms
 */
public record EngineInfo(
        Endpoint endpoint,
        Kind kind,
        Version version,
        String apiVersion,
        boolean rootless,
        boolean snap,
        boolean desktopVm,
        Set<GpuAccess> gpuAccess,
        List<String> cdiDevices,
        String dataRoot,
        Reading<Long> freeDiskBytes,
        String arch) {

    /** Freezes the collections. */
    public EngineInfo {
        gpuAccess = Set.copyOf(gpuAccess);
        cdiDevices = List.copyOf(cdiDevices);
    }

    /** Engines Slipway knows. */
    public enum Kind {
        DOCKER("docker", "Docker"), PODMAN("podman", "Podman");

        private final String id;
        private final String label;

        Kind(String id, String label) {
            this.id = id;
            this.label = label;
        }

        /** The stable name in JSON. */
        public String id() {
            return id;
        }

        /** The name in words. */
        public String label() {
            return label;
        }
    }
}
