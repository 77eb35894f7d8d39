package dev.slipway.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The desktop's keyring (GNOME Keyring, KWallet, KeePassXC) through libsecret's {@code secret-tool}. User and secret
 * are kept together as what the keyring keeps secret.
 *
 * @param patience for a look-up; to keep a login it gets three times that, since the keyring may ask to be unlocked
 */
record SecretToolSafe(Programs programs, Path program, Duration patience) implements Safe {
    static final String NAME = "secret-tool";

    /** Whether a keyring answers: without one, secret-tool complains where it else says nothing. */
    boolean answers() throws InterruptedException {
        var answer = programs.run(program, List.of("lookup", "service", "slipway", "registry", "-"), "", patience,
                true);
        return answer.filter(one -> one.output().length == 0).isPresent();
    }

    @Override
    public Keyring.Place place() {
        return new Keyring.Place.SystemKeyring();
    }

    @Override
    public Optional<Login> find(String registry) throws InterruptedException {
        var answer = programs.run(program, arguments("lookup", registry), "", patience, false);
        try {
            return answer.isEmpty() || !answer.get().good() ? Optional.empty()
                    : HelperSafe.read(answer.get().output());
        } catch (IOException _) {
            // Its message could quote the answer, which holds a secret.
            return Optional.empty();
        }
    }

    @Override
    public boolean keep(String registry, Login login) throws InterruptedException {
        var line = List.of("store", "--label=Slipway: " + registry, "service", "slipway", "registry", registry);
        return programs.run(program, line, HelperSafe.write(registry, login), patience.multipliedBy(3), false)
                .filter(Programs.Answer::good).isPresent();
    }

    @Override
    public void forget(String registry) throws InterruptedException {
        programs.run(program, arguments("clear", registry), "", patience, false);
    }

    private static List<String> arguments(String verb, String registry) {
        return List.of(verb, "service", "slipway", "registry", registry);
    }
}
