package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.GpuRequest;

/**
 * A {@link ContainerSpec} in the words of Podman's own API ({@code POST /libpod/containers/create}). Podman's copy of
 * Docker's API drops requests for GPUs without a word (seen with 4.3.1); its own takes CDI names among the devices.
 */
final class PodmanCreate {
    private static final int LIMIT = 16384;

    private PodmanCreate() {
    }

    static ObjectNode body(ContainerSpec spec, boolean init, boolean rootless) {
        var body = EngineHttp.JSON.createObjectNode();
        body.put("name", spec.name());
        body.put("hostname", spec.hostname());
        body.put("image", spec.image());
        if (!spec.entrypoint().isEmpty()) {
            spec.entrypoint().forEach(body.putArray("entrypoint")::add);
        }
        if (!spec.command().isEmpty()) {
            spec.command().forEach(body.putArray("command")::add);
        }
        var variables = body.putObject("env");
        spec.environment().forEach(variables::put);
        var labels = body.putObject("labels");
        spec.labels().forEach(labels::put);
        spec.user().ifPresent(user -> body.put("user", user));
        if (!spec.groups().isEmpty()) {
            spec.groups().forEach(body.putArray("groups")::add);
        }
        spec.workingDir().ifPresent(dir -> body.put("work_dir", dir));
        if (spec.keepId()) {
            body.putObject("userns").put("nsmode", "keep-id");
        }
        body.put("privileged", false);
        body.put("no_new_privileges", true);
        body.put("restart_policy", "no");
        body.put("init", init);
        if (!spec.network()) {
            body.putObject("netns").put("nsmode", "none");
        }
        body.put("shm_size", spec.shmBytes());
        spec.memoryLimitBytes().ifPresent(bytes -> body.putObject("resource_limits").putObject("memory")
                .put("limit", bytes).put("swap", bytes));
        var mounts = body.putArray("mounts");
        for (var mount : spec.mounts()) {
            var entry = mounts.addObject().put("type", "bind").put("source", mount.hostPath())
                    .put("destination", mount.containerPath());
            entry.putArray("options").add("rbind").add(mount.readOnly() ? "ro" : "rw");
        }
        var ports = body.putArray("portmappings");
        for (var port : spec.ports()) {
            ports.addObject().put("host_ip", port.hostAddress()).put("host_port", port.hostPort())
                    .put("container_port", port.containerPort()).put("protocol", "tcp");
        }
        // Podman 4.3 run by root otherwise asks for a million files and four million processes, which root may not
        // where it lacks CAP_SYS_RESOURCE ("error setting rlimit type 7"). An ordinary user's Podman passes the user's
        // limits on.
        if (!rootless) {
            var limits = body.putArray("r_limits");
            limits.addObject().put("type", "nofile").put("soft", LIMIT).put("hard", LIMIT);
            limits.addObject().put("type", "nproc").put("soft", LIMIT).put("hard", LIMIT);
        }
        devices(body, spec.gpus());
        return body;
    }

    private static void devices(ObjectNode body, GpuRequest gpus) {
        switch (gpus) {
            case GpuRequest.None() -> {
            }
            case GpuRequest.Cdi(var names) -> {
                var devices = body.putArray("devices");
                names.forEach(name -> devices.addObject().put("path", name));
            }
            case GpuRequest.NvidiaRuntime _ ->
                throw new IllegalArgumentException("Podman has no NVIDIA runtime; it takes CDI names");
        }
    }
}
