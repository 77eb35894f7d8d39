package dev.slipway.session;

import dev.slipway.environment.Environment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment that is running, being started, or stopped; there is one for each container with Slipway's labels and
 * for each launch under way.
 *
 * @param name the environment's name
 * @param environment what was asked for, read back from the labels of its container
 * @param state what it is doing
 * @param containerId the container's id, when there is one
 * @param gpus UUIDs of the GPUs it was given
 * @param colour its place in the fixed sequence of session colours, 0 to 5, the same everywhere and after restarts
 * @param jupyterPort the published port of its Jupyter server, when it has one
 * @param ports its other published ports of 127.0.0.1 by purpose, see
 *     {@link dev.slipway.environment.FurtherPorts}
 */
public record Session(
        String name,
        Environment environment,
        SessionState state,
        Optional<String> containerId,
        List<String> gpus,
        int colour,
        Optional<Integer> jupyterPort,
        Map<String, Integer> ports) {
    /** Freezes the collections. */
    public Session {
        gpus = List.copyOf(gpus);
        ports = Map.copyOf(ports);
    }

    /** A session without further ports. */
    public Session(String name, Environment environment, SessionState state, Optional<String> containerId,
            List<String> gpus, int colour, Optional<Integer> jupyterPort) {
        this(name, environment, state, containerId, gpus, colour, jupyterPort, Map.of());
    }

    /** The same in another state. */
    public Session withState(SessionState other) {
        return new Session(name, environment, other, containerId, gpus, colour, jupyterPort, ports);
    }
}
