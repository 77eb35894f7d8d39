package dev.slipway.engine.docker;

import dev.slipway.registry.Credentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** Hands the user's logins to the engine, for pulls. */
record RegistryLogin(Credentials credentials) {

    /** The logins in {@code config}, Docker's configuration file. */
    RegistryLogin(Path config) {
        this(new Credentials(config));
    }

    /** The header for a pull from {@code registry}; empty when no login is known. */
    Map<String, String> header(String registry) throws InterruptedException {
        var login = credentials.login(registry);
        if (login.isEmpty()) {
            return Map.of();
        }
        var json = EngineHttp.JSON.createObjectNode().put("serveraddress", Credentials.server(registry));
        if (login.get().identityToken()) {
            json.put("identitytoken", login.get().secret());
        } else {
            json.put("username", login.get().user()).put("password", login.get().secret());
        }
        return Map.of("X-Registry-Auth",
                Base64.getUrlEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
