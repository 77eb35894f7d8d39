package dev.slipway.session;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.environment.Environment;
import dev.slipway.environment.FurtherPorts;
import dev.slipway.environment.LaunchInputs;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ports of 127.0.0.1 that one launch publishes.
 *
 * @param jupyter Jupyter's, when there is one
 * @param further the others by purpose
 */
record Ports(Optional<Integer> jupyter, Map<String, Integer> further) {
    /** The ports before any were chosen. */
    static final Ports NONE = new Ports(Optional.empty(), Map.of());

    /** Freezes the map. */
    Ports {
        further = Map.copyOf(further);
    }

    /** Free ones for all that the environment publishes. */
    static Ports free(Environment environment, Set<Integer> avoid) throws FailureException {
        Optional<Integer> jupyter = Optional.empty();
        if (environment.jupyter()) {
            var port = JupyterServer.freePort(avoid);
            jupyter = Optional.of(port.orElseThrow(() -> none(LaunchInputs.JUPYTER_PORT)));
        }
        var wanted = FurtherPorts.inside(environment);
        var further = FreePort.each(wanted.keySet(), avoid);
        for (var purpose : wanted.keySet()) {
            if (!further.containsKey(purpose)) {
                throw none(wanted.get(purpose));
            }
        }
        return new Ports(jupyter, further);
    }

    private static FailureException none(int port) {
        return new FailureException(new Failure.PortTaken(port, "No port of Slipway's range is free."));
    }

    Set<Integer> all() {
        var all = new HashSet<>(further.values());
        jupyter.ifPresent(all::add);
        return all;
    }
}
