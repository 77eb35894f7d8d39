package dev.slipway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logins that {@code docker login} left: in Docker's configuration file, or with the credential helper it names
 * (a program {@code docker-credential-NAME}). Read anew each time; nothing is kept or logged.
 */
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final String HUB = "docker.io";
    private static final String HUB_SERVER = "https://index.docker.io/v1/";
    private static final String HELPER = "docker-credential-";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST = 1 << 20;

    private final Path config;
    private final String helpers;
    private final Duration patience;

    /** The logins in {@code config}, Docker's configuration file, which need not exist. */
    public Credentials(Path config) {
        this(config, HELPER, PATIENCE);
    }

    /** With helpers whose programs' names begin with {@code helpers}, each given {@code patience}. */
    Credentials(Path config, String helpers, Duration patience) {
        this.config = config;
        this.helpers = helpers;
        this.patience = patience;
    }

    /** The logins of this user: in DOCKER_CONFIG, else in ~/.docker. */
    public static Credentials ofThisUser(Map<String, String> env, Path home) {
        var own = env.getOrDefault("DOCKER_CONFIG", "");
        return new Credentials((own.isBlank() ? home.resolve(".docker") : Path.of(own)).resolve("config.json"));
    }

    /** The name under which Docker keeps the login of {@code registry}. */
    public static String server(String registry) {
        return registry.equals(HUB) ? HUB_SERVER : registry;
    }

    /** The login for {@code registry} ("docker.io", "nvcr.io", ...); empty when none is known. Blocks for a helper. */
    public Optional<Login> login(String registry) throws InterruptedException {
        var server = server(registry);
        var file = read();
        var helper = Json.text(file.path("credHelpers").path(server)).or(() -> Json.text(file.path("credsStore")));
        // The name is part of a program's: nothing but a plain word.
        if (helper.isPresent() && helper.get().matches("[A-Za-z0-9._-]{1,64}")) {
            var login = ask(helper.get(), server);
            if (login.isPresent()) {
                return login;
            }
        }
        var auths = file.path("auths");
        return stored(auths.has(server) ? auths.path(server) : auths.path("https://" + server));
    }

    private JsonNode read() {
        try {
            if (Files.size(config) > LONGEST) {
                LOG.info("Docker's configuration {} is too large to be one", config);
                return Json.NONE;
            }
            return Json.read(Files.readAllBytes(config));
        } catch (NoSuchFileException _) {
            return Json.NONE;
        } catch (IOException e) {
            // Its message could quote the file, which holds secrets.
            LOG.info("Docker's configuration {} cannot be read: {}", config, e.getClass().getSimpleName());
            return Json.NONE;
        }
    }

    /** A login kept in the file itself: "auth" is base64 of NAME:PASSWORD. */
    private static Optional<Login> stored(JsonNode entry) {
        var token = Json.text(entry.path("identitytoken"));
        if (token.isPresent()) {
            return Optional.of(new Login("", token.get(), true));
        }
        try {
            var both = new String(Base64.getDecoder().decode(Json.text(entry.path("auth")).orElse("").strip()),
                    StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon <= 0 ? Optional.empty()
                    : Optional.of(new Login(both.substring(0, colon), both.substring(colon + 1), false));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<Login> ask(String helper, String server) throws InterruptedException {
        try {
            var process = new ProcessBuilder(List.of(helpers + helper, "get"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try {
                process.getOutputStream().write(server.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().close();
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                    return Optional.empty();
                }
                var answer = Json.read(process.getInputStream().readNBytes(LONGEST));
                var user = Json.text(answer.path("Username")).orElse("");
                var secret = Json.text(answer.path("Secret"));
                boolean token = user.equals("<token>");
                return secret.map(word -> new Login(token ? "" : user, word, token));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.info("The credential helper {} cannot be asked: {}", helper, e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
