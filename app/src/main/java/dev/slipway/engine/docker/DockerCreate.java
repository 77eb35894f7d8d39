package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.GpuRequest;
import java.util.List;

/** A {@link ContainerSpec} in the words of {@code POST /containers/create} of Docker's API. */
final class DockerCreate {
    private DockerCreate() {
    }

    static ObjectNode body(ContainerSpec spec) {
        var body = EngineHttp.JSON.createObjectNode();
        body.put("Hostname", spec.hostname());
        body.put("Image", spec.image());
        if (!spec.entrypoint().isEmpty()) {
            texts(body.putArray("Entrypoint"), spec.entrypoint());
        }
        if (!spec.command().isEmpty()) {
            texts(body.putArray("Cmd"), spec.command());
        }
        var variables = body.putArray("Env");
        spec.environment().forEach((name, value) -> variables.add(name + "=" + value));
        var labels = body.putObject("Labels");
        spec.labels().forEach(labels::put);
        spec.user().ifPresent(user -> body.put("User", user));
        spec.workingDir().ifPresent(dir -> body.put("WorkingDir", dir));
        var exposed = body.putObject("ExposedPorts");
        spec.ports().forEach(port -> exposed.putObject(port.containerPort() + "/tcp"));
        host(body.putObject("HostConfig"), spec);
        return body;
    }

    private static void host(ObjectNode host, ContainerSpec spec) {
        host.put("Privileged", false);
        host.putArray("SecurityOpt").add("no-new-privileges");
        host.putObject("RestartPolicy").put("Name", "no");
        host.put("Init", spec.init());
        if (!spec.network()) {
            host.put("NetworkMode", "none");
        }
        host.put("ShmSize", spec.shmBytes());
        spec.memoryLimitBytes().ifPresent(bytes -> {
            host.put("Memory", bytes);
            // Without this an engine adds as much swap again.
            host.put("MemorySwap", bytes);
        });
        if (!spec.groups().isEmpty()) {
            texts(host.putArray("GroupAdd"), spec.groups());
        }
        // Mounts, not Binds: a folder that does not exist is an error, not a new folder of root's.
        var mounts = host.putArray("Mounts");
        for (var mount : spec.mounts()) {
            mounts.addObject().put("Type", "bind").put("Source", mount.hostPath()).put("Target", mount.containerPath())
                    .put("ReadOnly", mount.readOnly());
        }
        var bindings = host.putObject("PortBindings");
        for (var port : spec.ports()) {
            bindings.withArrayProperty(port.containerPort() + "/tcp").addObject().put("HostIp", port.hostAddress())
                    .put("HostPort", Integer.toString(port.hostPort()));
        }
        gpus(host, spec.gpus());
    }

    private static void gpus(ObjectNode host, GpuRequest gpus) {
        switch (gpus) {
            case GpuRequest.None() -> {
            }
            case GpuRequest.Cdi(var names) ->
                texts(host.putArray("DeviceRequests").addObject().put("Driver", "cdi").putArray("DeviceIDs"), names);
            case GpuRequest.NvidiaRuntime(var ids) -> {
                // What "docker run --gpus" sends: no driver name, so that the engine takes whichever offers "gpu".
                var request = host.putArray("DeviceRequests").addObject().put("Driver", "");
                if (ids.isEmpty()) {
                    request.put("Count", -1);
                } else {
                    texts(request.put("Count", 0).putArray("DeviceIDs"), ids);
                }
                request.putArray("Capabilities").addArray().add("gpu");
            }
        }
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
