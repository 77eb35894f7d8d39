package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logins that {@code docker login} left: in Docker's configuration file, or with the credential helper it names
 * (a program {@code docker-credential-NAME}). Nothing is kept or logged.
 *
 * @param config Docker's configuration file
 */
record RegistryLogin(Path config) {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryLogin.class);
    private static final String HUB = "https://index.docker.io/v1/";
    private static final int SECONDS = 10;
    private static final int LONGEST = 1 << 20;

    /** The header for a pull from {@code registry}; empty when no login is known. */
    Map<String, String> header(String registry) throws InterruptedException {
        var login = login(registry.equals("docker.io") ? HUB : registry);
        return login.isMissingNode() ? Map.of() : Map.of("X-Registry-Auth",
                Base64.getUrlEncoder().encodeToString(login.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode login(String server) throws InterruptedException {
        var file = read();
        var helper = Json.text(file.path("credHelpers").path(server));
        if (helper.isEmpty()) {
            helper = Json.text(file.path("credsStore"));
        }
        // The name is part of a program's: nothing but a plain word.
        var fromHelper = helper.matches("[A-Za-z0-9._-]+") ? ask(helper, server) : MissingNode.getInstance();
        if (!fromHelper.isMissingNode()) {
            return fromHelper;
        }
        var auths = file.path("auths");
        var entry = auths.has(server) ? auths.path(server) : auths.path("https://" + server);
        return stored(entry, server);
    }

    private JsonNode read() {
        try {
            return Files.size(config) > LONGEST ? MissingNode.getInstance()
                    : EngineHttp.JSON.readTree(Files.readString(config));
        } catch (NoSuchFileException _) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            LOG.info("Docker's configuration {} cannot be read: {}", config, e.getClass().getSimpleName());
            return MissingNode.getInstance();
        }
    }

    /** A login kept in the file itself: "auth" is base64 of NAME:PASSWORD. */
    static JsonNode stored(JsonNode entry, String server) {
        var token = Json.text(entry.path("identitytoken"));
        if (!token.isEmpty()) {
            return EngineHttp.JSON.createObjectNode().put("identitytoken", token).put("serveraddress", server);
        }
        try {
            var both = new String(Base64.getDecoder().decode(Json.text(entry.path("auth")).strip()),
                    StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon <= 0 ? MissingNode.getInstance()
                    : EngineHttp.JSON.createObjectNode().put("username", both.substring(0, colon))
                            .put("password", both.substring(colon + 1)).put("serveraddress", server);
        } catch (IllegalArgumentException _) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode ask(String helper, String server) throws InterruptedException {
        try {
            var process = new ProcessBuilder(List.of("docker-credential-" + helper, "get"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try {
                process.getOutputStream().write(server.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().close();
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    return MissingNode.getInstance();
                }
                var answer = EngineHttp.JSON.readTree(process.getInputStream().readNBytes(LONGEST));
                var name = Json.text(answer.path("Username"));
                var secret = Json.text(answer.path("Secret"));
                var login = EngineHttp.JSON.createObjectNode().put("serveraddress", server);
                return name.equals("<token>") ? login.put("identitytoken", secret)
                        : login.put("username", name).put("password", secret);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.info("The credential helper {} cannot be asked: {}", helper, e.getClass().getSimpleName());
            return MissingNode.getInstance();
        }
    }
}
