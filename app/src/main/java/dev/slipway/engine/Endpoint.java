package dev.slipway.engine;

import java.net.URI;

/**
 * An address where a container engine may answer.
 *
 * @param uri {@code unix:///run/docker.sock}, {@code tcp://...}, {@code npipe:////./pipe/docker_engine}
 * @param origin where the address was found
 * @param label in words for the user: "Docker", "Podman (rootless)", "context desktop-linux"
 */
public record Endpoint(URI uri, Origin origin, String label) {
    /** Where an address was found. */
    public enum Origin {
        /** The user's choice in Slipway's settings. */
        SETTINGS, DOCKER_HOST, DOCKER_CONTEXT, USUAL_SOCKET
    }
}
