package dev.slipway.ui.sessions;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Texts;
import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.session.Sessions;
import dev.slipway.session.UsageFeed;
import dev.slipway.ui.kit.Browser;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Launches;
import dev.slipway.ui.kit.SessionAction;
import dev.slipway.ui.kit.Terminals;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What the page of environments works with.
 *
 * @param dockerLine the {@code docker run} line of an environment; blocking
 * @param clipboard takes a text to the clipboard
 * @param edit opens the form for a new environment, filled with this one
 * @param open opens the form for a file from elsewhere, to be looked at first
 * @param newEnvironment opens the form for a new environment
 * @param elsewhere goes where a fix is that this page does not have
 * @param actions what other pages and dialogs can do with a session
 * @param logIn asks for a login to a registry, and does the second once it is right
 */
public record SessionsServices(Sessions sessions, UsageFeed usage, EnvironmentStore store, Launches launches,
        Terminals terminals, Browser browser, DockerLine dockerLine, Consumer<String> clipboard,
        Consumer<Environment> edit, Runnable newEnvironment, Runnable open, Consumer<Failure.Fix> elsewhere,
        List<SessionAction> actions, BiConsumer<String, Runnable> logIn, Background background, Fx fx,
        Texts texts, InstantSource clock) {

    /** Tells how the engine's own command would start an environment. */
    @FunctionalInterface
    public interface DockerLine {
        /** The line. Blocking. */
        String of(Environment environment) throws FailureException;
    }
}
