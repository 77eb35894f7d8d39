package dev.slipway.session;

import dev.slipway.base.FailureException;
import dev.slipway.engine.Container;
import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentFile;
import dev.slipway.environment.FurtherPorts;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.environment.Naming;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a session back from its container. Labels can have been written by anyone; what is wrong in them is passed
 * over.
 */
final class Labels {
    /** How many session colours there are. */
    static final int COLOURS = 6;
    private static final Path NOWHERE = Path.of("/").toAbsolutePath();

    private Labels() {
    }

    /**
     * The session of a container.
     *
     * @param gpuProof what is known of the GPUs inside
     * @return empty when it is no session, or another user's
     */
    static Optional<Session> session(Container container, Optional<Caller> caller, Optional<Boolean> gpuProof) {
        var labels = container.labels();
        var name = labels.getOrDefault(LaunchPlan.NAME_LABEL, "");
        var owner = labels.get(LaunchPlan.USER_LABEL);
        boolean others = owner != null && caller.isPresent() && !owner.equals(Long.toString(caller.get().uid()));
        if (!Naming.validName(name) || others) {
            return Optional.empty();
        }
        return Optional.of(new Session(name, environment(name, container), state(container, gpuProof),
                Optional.of(container.id()), gpus(container),
                number(labels.get(LaunchPlan.COLOUR_LABEL), COLOURS - 1).orElse(0),
                port(labels.get(LaunchPlan.PORT_LABEL)), ports(labels)));
    }

    private static Map<String, Integer> ports(Map<String, String> labels) {
        var ports = new HashMap<String, Integer>();
        labels.forEach((label, value) -> {
            if (label.startsWith(LaunchPlan.PORTS_LABEL)) {
                var purpose = label.substring(LaunchPlan.PORTS_LABEL.length());
                port(value).filter(_ -> FurtherPorts.valid(purpose)).ifPresent(port -> ports.put(purpose, port));
            }
        });
        return ports;
    }

    private static Optional<Integer> port(String text) {
        return number(text, 65_535).filter(port -> port > 0);
    }

    static List<String> gpus(Container container) {
        var list = container.labels().getOrDefault(LaunchPlan.GPUS_LABEL, "");
        return list.isBlank() ? List.of() : List.of(list.split(",")).stream().limit(64).toList();
    }

    private static Environment environment(String name, Container container) {
        var yaml = container.labels().getOrDefault(LaunchPlan.ENVIRONMENT_LABEL, "");
        try {
            var read = EnvironmentFile.read(yaml.getBytes(StandardCharsets.UTF_8), name, NOWHERE, NOWHERE);
            if (read.name().equals(name)) {
                return read;
            }
        } catch (FailureException e) {
            // Made by a newer Slipway, or by hand: what the engine says has to do.
        }
        return new Environment(name, container.image(), gpus(container).isEmpty()
                ? new Environment.GpuChoice.None() : new Environment.GpuChoice.Some(gpus(container)),
                Optional.empty(), container.labels().containsKey(LaunchPlan.PORT_LABEL), Optional.empty(),
                Optional.empty());
    }

    private static SessionState state(Container container, Optional<Boolean> gpuProof) {
        return switch (container.state()) {
            case RUNNING, PAUSED, RESTARTING -> new SessionState.Running(
                    container.startedAt().orElse(container.createdAt()), gpuProof);
            case CREATED, EXITED, DEAD, OTHER -> new SessionState.Stopped(container.finishedAt(),
                    container.exitCode(), container.oomKilled());
        };
    }

    private static Optional<Integer> number(String text, int most) {
        return text == null || !text.matches("\\d{1,5}") || Integer.parseInt(text) > most
                ? Optional.empty() : Optional.of(Integer.valueOf(text));
    }
}
