package dev.slipway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Docker's configuration file says of logins, as it is now. Slipway only reads it: what is written there lies
 * open.
 *
 * @param file need not exist
 */
record DockerConfig(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(DockerConfig.class);
    private static final int LONGEST = 1 << 20;

    /** The NAME of the program {@code docker-credential-NAME} that keeps the login of {@code server}. */
    Optional<String> helper(String server) {
        var config = read();
        // The name is part of a program's: nothing but a plain word.
        return Json.text(config.path("credHelpers").path(server)).or(() -> Json.text(config.path("credsStore")))
                .filter(name -> name.matches("[A-Za-z0-9._-]{1,64}"));
    }

    /** The login of {@code server} that lies in the file itself. */
    Optional<Login> login(String server) {
        var auths = read().path("auths");
        var entry = auths.has(server) ? auths.path(server) : auths.path("https://" + server);
        var token = Json.text(entry.path("identitytoken"));
        if (token.isPresent()) {
            return Optional.of(new Login("", token.get(), true));
        }
        try {
            // "auth" is base64 of NAME:PASSWORD.
            var both = new String(Base64.getDecoder().decode(Json.text(entry.path("auth")).orElse("").strip()),
                    StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon <= 0 ? Optional.empty()
                    : Optional.of(new Login(both.substring(0, colon), both.substring(colon + 1), false));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private JsonNode read() {
        try {
            if (Files.size(file) > LONGEST) {
                LOG.info("Docker's configuration {} is too large to be one", file);
                return Json.NONE;
            }
            return Json.read(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Json.NONE;
        } catch (IOException e) {
            // Its message could quote the file, which holds secrets.
            LOG.info("Docker's configuration {} cannot be read: {}", file, e.getClass().getSimpleName());
            return Json.NONE;
        }
    }
}
