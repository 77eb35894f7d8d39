package dev.slipway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    private static final Path HOME = Path.of("/home/ada");

    /** A disk with these sockets, contexts, links. */
    private record Disk(Set<String> sockets, Optional<String> currentContext, List<Endpoints.Context> contexts,
            Map<String, String> links) implements Endpoints.Files {
        static Disk with(String... sockets) {
            return new Disk(Set.of(sockets), Optional.empty(), List.of(), Map.of());
        }

        @Override
        public boolean exists(Path path) {
            return sockets.contains(path.toString());
        }

        @Override
        public Path real(Path path) {
            return Path.of(links.getOrDefault(path.toString(), path.toString()));
        }

        @Override
        public List<Path> children(Path folder) {
            return sockets.stream().map(Path::of).map(Path::getParent)
                    .filter(parent -> folder.equals(parent.getParent())).distinct().sorted().toList();
        }
    }

    private static Map<String, String> found(Map<String, String> env, String os, Endpoints.Files disk) {
        var found = new LinkedHashMap<String, String>();
        new Endpoints(env, HOME, os, disk).list()
                .forEach(endpoint -> found.put(endpoint.uri().toString(), endpoint.label()));
        return found;
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        assertEquals(Map.of(), found(Map.of(), "Linux", Disk.with()));
    }

    @Test
    void theUsualSocketsOfLinuxAreFoundRootfulFirst() {
        var disk = Disk.with("/var/run/docker.sock", "/run/user/1000/docker.sock", "/run/user/1000/podman/podman.sock",
                "/run/podman/podman.sock", "/home/ada/.docker/desktop/docker.sock", "/home/ada/.rd/docker.sock",
                "/run/snap.docker/docker.sock");
        var found = found(Map.of("XDG_RUNTIME_DIR", "/run/user/1000"), "Linux", disk);
        assertEquals(List.of("Docker", "Docker (snap)", "Docker (rootless)", "Docker Desktop", "Podman (rootless)",
                "Podman", "Rancher Desktop"), List.copyOf(found.values()));
        assertEquals("unix:///var/run/docker.sock", found.keySet().iterator().next());
    }

    @Test
    void macOsHasItsOwn() {
        var found = found(Map.of(), "Mac OS X", Disk.with("/home/ada/.docker/run/docker.sock",
                "/home/ada/.colima/default/docker.sock", "/home/ada/.colima/gpu/docker.sock"));
        assertEquals(List.of("unix:///home/ada/.docker/run/docker.sock", "unix:///home/ada/.colima/default/docker.sock",
                "unix:///home/ada/.colima/gpu/docker.sock"), List.copyOf(found.keySet()));
    }

    @Test
    void windowsHasPipes() {
        assertEquals(List.of("npipe:////./pipe/docker_engine", "npipe:////./pipe/dockerDesktopLinuxEngine",
                "npipe:////./pipe/podman-machine-default"),
                List.copyOf(found(Map.of(), "Windows 11", Disk.with()).keySet()));
    }

    @Test
    void dockerHostComesFirstEvenWhereNothingIsThere() {
        var found = found(Map.of("DOCKER_HOST", "tcp://10.0.0.5:2376"), "Linux", Disk.with("/var/run/docker.sock"));
        assertEquals(List.of("tcp://10.0.0.5:2376", "unix:///var/run/docker.sock"), List.copyOf(found.keySet()));
    }

    @Test
    void theCurrentContextComesBeforeTheUsualSocketsAndTheOthersAfter() {
        var contexts = List.of(new Endpoints.Context("far", "ssh://ada@far"),
                new Endpoints.Context("desktop-linux", "unix:///home/ada/.docker/desktop/docker.sock"));
        var disk = new Disk(Set.of("/var/run/docker.sock"), Optional.of("desktop-linux"), contexts, Map.of());
        assertEquals(List.of("context desktop-linux", "Docker", "context far"),
                List.copyOf(found(Map.of(), "Linux", disk).values()));
        assertEquals(List.of("context far", "Docker", "context desktop-linux"),
                List.copyOf(found(Map.of("DOCKER_CONTEXT", "far"), "Linux", disk).values()));
    }

    @Test
    void eachAddressIsListedOnceAlsoThroughLinks() {
        var disk = new Disk(Set.of("/var/run/docker.sock", "/home/ada/.docker/run/docker.sock"), Optional.empty(),
                List.of(new Endpoints.Context("same", "unix:///var/run/docker.sock")),
                Map.of("/var/run/docker.sock", "/run/docker.sock", "/home/ada/.docker/run/docker.sock",
                        "/run/docker.sock"));
        assertEquals(List.of("DOCKER_HOST"), List.copyOf(
                found(Map.of("DOCKER_HOST", "unix:///run/docker.sock"), "Linux", disk).values()));
    }

    @Test
    void anAddressThatIsNoneIsLeftOut() {
        assertEquals(Map.of(), found(Map.of("DOCKER_HOST", "not an address"), "Linux", Disk.with()));
        assertEquals(Map.of(), found(Map.of("DOCKER_HOST", " "), "Linux", Disk.with()));
    }
}
