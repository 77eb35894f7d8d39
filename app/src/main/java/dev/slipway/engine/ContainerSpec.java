package dev.slipway.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container is to be, complete: the engine adds nothing to it but its own defaults. There is no field for
 * privileges, and never will be; no-new-privileges and restart policy "no" are always set.
 *
 * @param name the container's name
 * @param hostname its host name
 * @param image the image's reference
 * @param entrypoint replaces the image's when not empty
 * @param command the command's arguments; the image's own when empty
 * @param environment variables
 * @param labels labels
 * @param mounts folders of the host
 * @param ports published ports, each on a loopback address
 * @param gpus which GPUs, and how they are asked for
 * @param user "uid:gid"; the image's own when empty
 * @param groups additional group ids
 * @param keepId Podman rootless: map the caller's id to the same id inside
 * @param workingDir the image's own when empty
 * @param memoryLimitBytes no limit when empty
 * @param shmBytes size of /dev/shm, always set
 * @param init whether the engine puts a tiny init in front, so that processes are reaped
 * @param network whether it has a network at all
 */
public record ContainerSpec(
        String name,
        String hostname,
        String image,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> environment,
        Map<String, String> labels,
        List<Mount> mounts,
        List<Port> ports,
        GpuRequest gpus,
        Optional<String> user,
        List<String> groups,
        boolean keepId,
        Optional<String> workingDir,
        Optional<Long> memoryLimitBytes,
        long shmBytes,
        boolean init,
        boolean network) {

    /** A container with the engine's usual network. */
    public ContainerSpec(String name, String hostname, String image, List<String> entrypoint, List<String> command,
            Map<String, String> environment, Map<String, String> labels, List<Mount> mounts, List<Port> ports,
            GpuRequest gpus, Optional<String> user, List<String> groups, boolean keepId, Optional<String> workingDir,
            Optional<Long> memoryLimitBytes, long shmBytes, boolean init) {
        this(name, hostname, image, entrypoint, command, environment, labels, mounts, ports, gpus, user, groups, keepId,
                workingDir, memoryLimitBytes, shmBytes, init, true);
    }

    /** Freezes the collections, keeping the order of maps for the preview. */
    public ContainerSpec {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        mounts = List.copyOf(mounts);
        ports = List.copyOf(ports);
        groups = List.copyOf(groups);
    }

    /** The same container of another image. */
    public ContainerSpec withImage(String other) {
        return new ContainerSpec(name, hostname, other, entrypoint, command, environment, labels, mounts, ports, gpus,
                user, groups, keepId, workingDir, memoryLimitBytes, shmBytes, init, network);
    }

    /** A folder of the host inside the container. */
    public record Mount(String hostPath, String containerPath, boolean readOnly) {
    }

    /** A container port on a loopback address of the host; {@code hostPort} is never 0. */
    public record Port(String hostAddress, int hostPort, int containerPort) {
    }

    /** How GPUs are asked for. */
    public sealed interface GpuRequest {
        /** No GPU. */
        record None() implements GpuRequest {
        }

        /** By CDI names: nvidia.com/gpu=0. */
        record Cdi(List<String> names) implements GpuRequest {
            /** Freezes the list. */
            public Cdi {
                names = List.copyOf(names);
            }
        }

        /** By NVIDIA's runtime: UUIDs or indices for {@code --gpus device=...}; empty asks for all. */
        record NvidiaRuntime(List<String> ids) implements GpuRequest {
            /** Freezes the list. */
            public NvidiaRuntime {
                ids = List.copyOf(ids);
            }
        }
    }
}
