package dev.slipway.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The logins of this user, for look-ups and for the engine's pulls alike. One order for both: what was typed for this
 * run only; the credential helper that Docker's configuration names; the keyring in which Slipway kept one; at last
 * what {@code docker login} left in Docker's file itself. Read anew each time; nothing is logged. Thread-safe.
 *
 * @param keyring knows that order
 */
public record Credentials(Keyring keyring) {
    private static final String HUB = "docker.io";
    private static final String HUB_SERVER = "https://index.docker.io/v1/";

    /** The logins in {@code config}, Docker's configuration file, and with the helper it names; no others. */
    public Credentials(Path config) {
        this(new Keyring(config, System.getenv(), Optional.empty(), Duration.ofSeconds(10)));
    }

    /** The name under which Docker keeps the login of {@code registry}. */
    public static String server(String registry) {
        return registry.equals(HUB) ? HUB_SERVER : registry;
    }

    /** The login for {@code registry} ("docker.io", "nvcr.io", ...); empty when none is known. Blocks for a helper. */
    public Optional<Login> login(String registry) throws InterruptedException {
        return keyring.find(registry);
    }
}
