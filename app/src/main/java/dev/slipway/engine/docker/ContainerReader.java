package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.engine.Container;
import dev.slipway.engine.ImageConfig;
import dev.slipway.engine.LocalImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what {@code inspect} and the lists of an engine say of containers and images. */
final class ContainerReader {
    private ContainerReader() {
    }

    /** The answer of {@code GET /containers/ID/json}. */
    static Container container(JsonNode inspect) {
        var state = inspect.path("State");
        var status = state(Json.text(state.path("Status")));
        boolean ended = status == Container.State.EXITED || status == Container.State.DEAD;
        return new Container(
                Json.text(inspect.path("Id")),
                withoutSlash(Json.text(inspect.path("Name"))),
                Json.text(inspect.path("Config").path("Image")),
                status,
                ended ? Optional.of(state.path("ExitCode").asInt()) : Optional.empty(),
                state.path("OOMKilled").asBoolean(),
                Json.text(state.path("Error")),
                Json.moment(inspect.path("Created")).orElse(Instant.EPOCH),
                Json.moment(state.path("StartedAt")),
                Json.moment(state.path("FinishedAt")),
                Json.map(inspect.path("Config").path("Labels")),
                ports(inspect),
                Json.text(inspect.path("HostConfig").path("NetworkMode")));
    }

    private static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private static Container.State state(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "created", "configured", "initialized" -> Container.State.CREATED;
            case "running", "stopping" -> Container.State.RUNNING;
            case "paused" -> Container.State.PAUSED;
            case "restarting" -> Container.State.RESTARTING;
            case "exited", "stopped" -> Container.State.EXITED;
            case "dead" -> Container.State.DEAD;
            default -> Container.State.OTHER;
        };
    }

    /** What is published now; for a container that does not run, what will be. */
    private static List<Container.PublishedPort> ports(JsonNode inspect) {
        var ports = bindings(inspect.path("NetworkSettings").path("Ports"));
        return ports.isEmpty() ? bindings(inspect.path("HostConfig").path("PortBindings")) : ports;
    }

    private static List<Container.PublishedPort> bindings(JsonNode byPort) {
        var ports = new ArrayList<Container.PublishedPort>();
        for (var binding : byPort.properties()) {
            int container = number(binding.getKey().replaceFirst("/.*", ""));
            for (var host : binding.getValue()) {
                int port = number(Json.text(host.path("HostPort")));
                if (container > 0 && port > 0) {
                    ports.add(new Container.PublishedPort(container, Json.text(host.path("HostIp")), port));
                }
            }
        }
        return ports;
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
    }

    /** The answer of {@code GET /images/NAME/json}. */
    static ImageConfig imageConfig(JsonNode inspect) {
        var config = inspect.path("Config");
        return new ImageConfig(
                Json.text(inspect.path("Architecture")),
                Json.text(inspect.path("Os")),
                Json.variables(config.path("Env")),
                Json.map(config.path("Labels")),
                Json.texts(config.path("Entrypoint")),
                Json.texts(config.path("Cmd")),
                Json.text(config.path("User")),
                Json.text(config.path("WorkingDir")),
                inspect.path("Size").asLong(),
                Json.texts(inspect.path("RootFS").path("Layers")));
    }

    /** One element of {@code GET /images/json}. */
    static LocalImage image(JsonNode image) {
        return new LocalImage(
                Json.text(image.path("Id")),
                Json.texts(image.path("RepoTags")).stream().filter(name -> !name.contains("<none>")).toList(),
                Json.texts(image.path("RepoDigests")).stream().filter(name -> !name.contains("<none>")).toList(),
                image.path("Size").asLong(),
                Json.moment(image.path("Created")).orElse(Instant.EPOCH),
                Json.map(image.path("Labels")));
    }
}
