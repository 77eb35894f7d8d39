package dev.slipway.cli;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.registry.Keyring;
import dev.slipway.registry.Login;
import dev.slipway.registry.Logins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Logs in to a registry. The password is typed unseen or piped in; an argument could be read by every user. */
@Command(name = "login")
final class LoginCommand implements Callable<Integer> {
    private static final int LONGEST = 64 << 10;

    private final Context context;

    @Parameters(paramLabel = "REGISTRY", descriptionKey = "cli.login.registry")
    private String registry;

    @Option(names = {"-u", "--username"}, paramLabel = "USER", descriptionKey = "cli.login.username")
    private Optional<String> username = Optional.empty();

    @Option(names = "--password-stdin", descriptionKey = "cli.login.password-stdin")
    private boolean fromInput;

    LoginCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var name = registry(registry);
        var logins = logins(context);
        // Asked first, so that nobody types a password for nothing: this run ends with the command.
        if (logins.place(name) instanceof Keyring.Place.Memory) {
            context.console().errorLine(context.text("cli.login.no-keyring"));
            return Failures.FAULT;
        }
        var user = username.or(() -> Logins.usualUser(name));
        var login = fromInput ? piped(user) : typed(name, user);
        if (login.user().isBlank() || login.secret().isBlank()) {
            throw wrong("cli.login.empty");
        }
        var place = logins.logIn(name, login);
        if (place instanceof Keyring.Place.Memory) {
            context.console().errorLine(context.text("cli.login.not-taken"));
            return Failures.FAULT;
        }
        context.say("login.done", name, place.kept());
        return Failures.DONE;
    }

    static String registry(String typed) throws FailureException {
        return Logins.registry(typed).orElseThrow(() -> wrong("cli.login.no-registry", typed));
    }

    static Logins logins(Context context) throws FailureException {
        return context.services().logins().orElseThrow(() -> wrong("cli.login.simulated"));
    }

    private static FailureException wrong(String key, Object... arguments) {
        return new FailureException(new Failure.BadInput(Text.of(key, arguments), ""));
    }

    private Login piped(Optional<String> user) throws FailureException {
        var known = user.orElseThrow(() -> wrong("cli.login.needs-username"));
        try {
            var bytes = context.console().in().readNBytes(LONGEST);
            var secret = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            return new Login(known, secret, false);
        } catch (IOException e) {
            throw new FailureException(Failures.unreadable(e), e);
        }
    }

    private Login typed(String name, Optional<String> user) throws FailureException {
        var terminal = System.console();
        if (!context.console().interactive() || terminal == null || !terminal.isTerminal()) {
            throw wrong("cli.login.needs-terminal");
        }
        if (name.equals(Logins.NGC)) {
            for (var step : List.of("login.guide.1", "login.guide.2", "login.guide.3", "login.guide.4")) {
                context.console().errorLine("  " + context.text(step));
            }
        }
        var known = user.orElse(null);
        if (known == null) {
            known = terminal.readLine("%s: ", context.text("login.user"));
        }
        var secret = known == null ? null : terminal.readPassword("%s: ", context.text(
                name.equals(Logins.NGC) ? "login.secret.key" : "login.secret"));
        if (secret == null) {
            throw new FailureException(new Failure.Cancelled(""));
        }
        return new Login(known.strip(), new String(secret), false);
    }
}
