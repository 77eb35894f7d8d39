package dev.slipway.cli;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.machine.Machine;
import dev.slipway.session.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** What every command is given. */
final class Context {
    private final Supplier<Services> open;
    private final Console console;
    private final Texts texts;
    private Services services;
    private Optional<Future<Machine>> ahead = Optional.empty();

    /** A context; {@code open} is called when a command first needs a service. */
    Context(Supplier<Services> open, Console console, Texts texts) {
        this.open = open;
        this.console = console;
        this.texts = texts;
    }

    Console console() {
        return console;
    }

    Texts texts() {
        return texts;
    }

    Services services() {
        if (services == null) {
            services = open.get();
        }
        return services;
    }

    void close() {
        if (services != null) {
            services.close();
        }
    }

    String text(String key, Object... arguments) {
        return texts.of(key, arguments);
    }

    void say(String key, Object... arguments) {
        console.line(text(key, arguments));
    }

    /** Says what is wrong with the facts the user loaded, where something is. */
    void tellOfFacts() {
        services().factsNotice().ifPresent(notice -> console.errorLine(texts.of(notice)));
    }

    /** Begins to look at the machine, which takes as long as reading the facts: a command that needs both does both. */
    void lookAhead() {
        var machine = services().machine();
        ahead = Optional.of(Background.early("look at the machine", machine::probe));
    }

    /** Looks at the machine; an engine or a driver may be missing. */
    Machine machine() throws InterruptedException {
        if (ahead.isEmpty()) {
            return services().machine().probe();
        }
        var answer = ahead.get();
        ahead = Optional.empty();
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The machine cannot be looked at", e.getCause());
        }
    }

    /** Looks at the machine, which must have an engine, and asks it for its sessions. */
    Machine withEngine() throws FailureException, InterruptedException {
        var machine = machine();
        if (machine.engine().isEmpty()) {
            throw new FailureException(whyNoEngine());
        }
        services().sessions().refresh();
        return machine;
    }

    private Failure whyNoEngine() {
        Failure why = null;
        for (var found : services().machine().state().engines().orElseThrow()) {
            var failure = found.failure().orElse(null);
            // A closed door says more than an empty room.
            if (failure != null && (why == null || failure instanceof Failure.PermissionDenied
                    && !(why instanceof Failure.PermissionDenied))) {
                why = failure;
            }
        }
        return why != null ? why : new Failure.EngineNotReachable(text("cli.any-address"), "");
    }

    /** The session of a name, from the list as it was last asked for. */
    Session session(String name) throws FailureException {
        return services().sessions().list().stream().filter(session -> session.name().equals(name)).findFirst()
                .orElseThrow(() -> new FailureException(new Failure.NotFound(name, "")));
    }

    /** Asks a question that {@code yes} answers already; without a terminal and without it, refuses. */
    boolean confirmed(boolean yes, String key, Object... arguments) throws FailureException {
        if (yes) {
            return true;
        }
        if (!console.interactive()) {
            throw new FailureException(new Failure.BadInput(Text.of("cli.needs-yes", Text.of(key, arguments)), ""));
        }
        console.err().print(Console.safe(text(key, arguments)) + " " + text("cli.yes-no") + " ");
        console.err().flush();
        try {
            var answer = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8)).readLine();
            return answer != null && List.of("y", "yes", "是", "是的")
                    .contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new FailureException(Failures.unreadable(e), e);
        }
    }
}
