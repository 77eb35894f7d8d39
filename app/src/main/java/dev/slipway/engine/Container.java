package dev.slipway.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as the engine sees it.
 *
 * @param id the full id
 * @param name without the leading slash
 * @param image the reference it was made from
 * @param state the engine's state
 * @param exitCode when it has exited
 * @param oomKilled whether the kernel killed it for memory
 * @param error the engine's words when a start failed; may be empty
 * @param createdAt when it was made
 * @param startedAt when it was last started
 * @param finishedAt when it last ended
 * @param labels its labels
 * @param ports container port to published host port, loopback or not
 * @param networkMode "bridge", "host", ...
 */
public record Container(
        String id,
        String name,
        String image,
        State state,
        Optional<Integer> exitCode,
        boolean oomKilled,
        String error,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Map<String, String> labels,
        List<PublishedPort> ports,
        String networkMode) {

    /** Freezes the collections. */
    public Container {
        labels = Map.copyOf(labels);
        ports = List.copyOf(ports);
    }

    /** States of a container. */
    public enum State {
        CREATED, RUNNING, PAUSED, RESTARTING, EXITED, DEAD, OTHER
    }

    /** A port of the container that the host can reach. */
    public record PublishedPort(int containerPort, String hostAddress, int hostPort) {
    }
}
