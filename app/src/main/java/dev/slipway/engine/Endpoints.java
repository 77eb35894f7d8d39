package dev.slipway.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where engines may answer, best first: DOCKER_HOST, the current context of the docker command, the usual sockets of
 * Docker, Docker Desktop, Podman, Colima and Rancher Desktop, the other contexts. Depends on nothing but what it is
 * given, so that every system's rules are tested on any system.
 *
 * @param env the environment variables
 * @param home the user's home
 * @param osName the system property {@code os.name}
 * @param files what it may see of the disk
 */
public record Endpoints(Map<String, String> env, Path home, String osName, Files files) {

    /** What the search sees of the disk. Unreadable things are as good as absent. */
    public interface Files {
        /** The context that {@code docker context use} chose. */
        Optional<String> currentContext();

        /** All contexts with an engine. */
        List<Context> contexts();

        /** Whether something is there. */
        boolean exists(Path path);

        /** The path without links; itself when it does not exist. */
        Path real(Path path);

        /** What a folder holds; empty when there is none. */
        List<Path> children(Path folder);
    }

    /** A context of the docker command and its engine's address. */
    public record Context(String name, String host) {
    }

    private record UsualSocket(Path path, String label) {
    }

    /** Every address worth trying, each once. Sockets that do not exist are left out unless asked for by name. */
    public List<Endpoint> list() {
        var found = new ArrayList<Endpoint>();
        add(found, env.getOrDefault("DOCKER_HOST", ""), Endpoint.Origin.DOCKER_HOST, "DOCKER_HOST");
        var contexts = files.contexts();
        var named = env.getOrDefault("DOCKER_CONTEXT", "");
        var current = named.isBlank() ? files.currentContext().orElse("") : named;
        contexts.stream().filter(context -> context.name().equals(current)).forEach(context -> add(found, context));
        if (windows()) {
            pipes().forEach((pipe, label) -> add(found, pipe, Endpoint.Origin.USUAL_SOCKET, label));
        } else {
            for (var socket : usualSockets()) {
                if (files.exists(socket.path())) {
                    add(found, "unix://" + socket.path(), Endpoint.Origin.USUAL_SOCKET, socket.label());
                }
            }
        }
        contexts.forEach(context -> add(found, context));
        return eachOnce(found);
    }

    private boolean windows() {
        return osName.toLowerCase(Locale.ROOT).contains("win") && !osName.toLowerCase(Locale.ROOT).contains("darwin");
    }

    private static Map<String, String> pipes() {
        var pipes = new LinkedHashMap<String, String>();
        pipes.put("npipe:////./pipe/docker_engine", "Docker");
        pipes.put("npipe:////./pipe/dockerDesktopLinuxEngine", "Docker Desktop");
        pipes.put("npipe:////./pipe/podman-machine-default", "Podman");
        return pipes;
    }

    private List<UsualSocket> usualSockets() {
        var sockets = new ArrayList<UsualSocket>();
        sockets.add(new UsualSocket(Path.of("/var/run/docker.sock"), "Docker"));
        sockets.add(new UsualSocket(Path.of("/run/snap.docker/docker.sock"), "Docker (snap)"));
        runtimeDir().ifPresent(dir -> sockets.add(new UsualSocket(dir.resolve("docker.sock"), "Docker (rootless)")));
        sockets.add(new UsualSocket(home.resolve(".docker/desktop/docker.sock"), "Docker Desktop"));
        sockets.add(new UsualSocket(home.resolve(".docker/run/docker.sock"), "Docker Desktop"));
        runtimeDir().ifPresent(
                dir -> sockets.add(new UsualSocket(dir.resolve("podman/podman.sock"), "Podman (rootless)")));
        sockets.add(new UsualSocket(Path.of("/run/podman/podman.sock"), "Podman"));
        sockets.add(new UsualSocket(home.resolve(".local/share/containers/podman/machine/podman.sock"), "Podman"));
        for (var profile : files.children(home.resolve(".colima"))) {
            sockets.add(new UsualSocket(profile.resolve("docker.sock"), "Colima"));
        }
        sockets.add(new UsualSocket(home.resolve(".rd/docker.sock"), "Rancher Desktop"));
        return sockets;
    }

    private Optional<Path> runtimeDir() {
        var dir = env.getOrDefault("XDG_RUNTIME_DIR", "");
        return dir.startsWith("/") ? Optional.of(Path.of(dir)) : Optional.empty();
    }

    private static void add(List<Endpoint> found, Context context) {
        add(found, context.host(), Endpoint.Origin.DOCKER_CONTEXT, "context " + context.name());
    }

    private static void add(List<Endpoint> found, String address, Endpoint.Origin origin, String label) {
        if (address.isBlank()) {
            return;
        }
        try {
            var uri = new URI(address.strip());
            if (uri.getScheme() != null) {
                found.add(new Endpoint(uri, origin, label));
            }
        } catch (URISyntaxException _) {
            // An address that is none leads nowhere; the docker command tells its user so.
        }
    }

    private List<Endpoint> eachOnce(List<Endpoint> found) {
        var seen = new HashSet<String>();
        return found.stream().filter(endpoint -> seen.add(identity(endpoint.uri()))).toList();
    }

    private String identity(URI uri) {
        return "unix".equals(uri.getScheme()) && uri.getPath() != null
                ? "unix:" + files.real(Path.of(uri.getPath()))
                : uri.toString().toLowerCase(Locale.ROOT);
    }
}
