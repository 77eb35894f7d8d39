package dev.slipway.engine.docker;

import dev.slipway.base.Background;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Endpoints;
import dev.slipway.engine.Engine;
import dev.slipway.engine.Engines;
import dev.slipway.registry.Credentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Opens engines with chosen folders in place of the machine's. */
public final class TestEngines {
    private TestEngines() {
    }

    /** An engine whose hook and Podman specs are looked for in these folders only. */
    public static Engine open(Endpoint endpoint, List<Path> hookDirs, List<Path> podmanCdiDirs, Background background) {
        return new DockerEngine(endpoint, new InfoReader(hookDirs, podmanCdiDirs, System.getProperty("os.name")),
                new RegistryLogin(Path.of("/nonexistent/config.json")), background);
    }

    /** An engine that pulls with these logins. */
    public static Engine open(Endpoint endpoint, Credentials logins, Background background) {
        return new DockerEngine(endpoint, new InfoReader(List.of(), List.of(), System.getProperty("os.name")),
                new RegistryLogin(logins), background);
    }

    /** A search with these variables and this home in place of the user's. */
    public static Engines search(Map<String, String> env, Path home, Background background) {
        return new DockerEngines(new Endpoints(env, home, System.getProperty("os.name"), new DockerFiles(env, home)),
                new InfoReader(List.of(), List.of(), System.getProperty("os.name")),
                new RegistryLogin(home.resolve(".docker/config.json")), background);
    }
}
