package dev.slipway.registry;

import dev.slipway.base.FailureException;
import java.util.Locale;
import java.util.Optional;

/** Logs in to registries and out again. Calls block. */
public interface Logins {
    /** The registry whose users all have one name, and a key of their own. */
    String NGC = "nvcr.io";

    /** Where the login of a registry would be kept now. */
    Keyring.Place place(String registry) throws InterruptedException;

    /** Asks the registry whether the login is right, and keeps it then; a wrong one is kept nowhere. */
    Keyring.Place logIn(String registry, Login login) throws FailureException, InterruptedException;

    /** Forgets the login of a registry. */
    Keyring.Forgotten logOut(String registry) throws InterruptedException;

    /** The user's name at registries where it is the same for all. */
    static Optional<String> usualUser(String registry) {
        return registry.equals(NGC) ? Optional.of("$oauthtoken") : Optional.empty();
    }

    /** A registry's name as a person typed it, in the form Slipway uses: "docker.io", "nvcr.io", "127.0.0.1:5000". */
    static Optional<String> registry(String typed) {
        var name = typed.strip().toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("/+(v[12]/?)?$",
                "");
        if (name.equals("index.docker.io") || name.equals("registry-1.docker.io") || name.equals("hub.docker.com")) {
            return Optional.of("docker.io");
        }
        boolean sound = name.matches("[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?(:[0-9]{1,5})?");
        return sound && (name.contains(".") || name.contains(":") || name.equals("localhost")) ? Optional.of(name)
                : Optional.empty();
    }
}
