package dev.slipway.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Docker's protocol for programs that keep logins: {@code docker-credential-NAME store|get|erase}.
 *
 * @param place its name, and whether Docker's configuration names it
 * @param patience for a look-up; to keep a login it gets three times that, since it may ask to be unlocked
 */
record HelperSafe(Programs programs, Path program, Keyring.Place place, Duration patience) implements Safe {
    static final String PREFIX = "docker-credential-";
    private static final String TOKEN = "<token>";

    @Override
    public Optional<Login> find(String registry) throws InterruptedException {
        var answer = programs.run(program, List.of("get"), Credentials.server(registry), patience, false);
        try {
            return answer.isEmpty() || !answer.get().good() ? Optional.empty() : read(answer.get().output());
        } catch (IOException _) {
            // Its message could quote the answer, which holds a secret.
            return Optional.empty();
        }
    }

    static Optional<Login> read(byte[] json) throws IOException {
        var answer = Json.read(json);
        var user = Json.text(answer.path("Username")).orElse("");
        boolean token = user.equals(TOKEN);
        return Json.text(answer.path("Secret")).map(secret -> new Login(token ? "" : user, secret, token));
    }

    static String write(String registry, Login login) {
        return Json.MAPPER.createObjectNode().put("ServerURL", Credentials.server(registry))
                .put("Username", login.identityToken() ? TOKEN : login.user()).put("Secret", login.secret())
                .toString();
    }

    @Override
    public boolean keep(String registry, Login login) throws InterruptedException {
        return programs.run(program, List.of("store"), write(registry, login), patience.multipliedBy(3), false)
                .filter(Programs.Answer::good).isPresent();
    }

    @Override
    public void forget(String registry) throws InterruptedException {
        programs.run(program, List.of("erase"), Credentials.server(registry), patience, false);
    }
}
