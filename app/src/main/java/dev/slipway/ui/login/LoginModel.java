package dev.slipway.ui.login;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Texts;
import dev.slipway.registry.Keyring;
import dev.slipway.registry.Login;
import dev.slipway.registry.Logins;
import dev.slipway.ui.kit.Fx;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A login that is being typed. The secret leaves it for the registry and the keyring only. FX thread. */
public final class LoginModel implements AutoCloseable {
    private static final int STEPS = 4;

    private final Logins logins;
    private final String registry;
    private final Consumer<Keyring.Place> loggedIn;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final StringProperty user;
    private final StringProperty secret = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<LoginState> state;
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
    private final Background.Task looking;
    private Optional<Background.Task> checking = Optional.empty();

    /**
     * A login to {@code registry}.
     *
     * @param loggedIn told where a right login is kept
     */
    public LoginModel(Logins logins, String registry, Consumer<Keyring.Place> loggedIn, Background background, Fx fx,
            Texts texts) {
        this.logins = logins;
        this.registry = registry;
        this.loggedIn = loggedIn;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
        this.user = new SimpleStringProperty(Logins.usualUser(registry).orElse(""));
        this.state = new ReadOnlyObjectWrapper<>(new LoginState(texts.of("login.place.looking"), false,
                Optional.empty()));
        this.looking = background.run("look for a keyring", () -> logins.place(registry), outcome -> fx.post(() -> {
            // Without an answer the sentence stays away; where it is kept is told afterwards.
            state.set(state.get().at(outcome instanceof Outcome.Done<Keyring.Place>(var place)
                    ? texts.of(place.text()) : ""));
        }));
    }

    /** Asks the registry whether the login is right, and keeps it then. */
    void logIn() {
        if (!canLogIn()) {
            return;
        }
        var login = new Login(user.get().strip(), secret.get(), false);
        state.set(state.get().asking());
        checking = Optional.of(background.run("log in to " + registry, () -> logins.logIn(registry, login),
                outcome -> fx.post(() -> ended(outcome))));
    }

    private void ended(Outcome<Keyring.Place> outcome) {
        checking = Optional.empty();
        if (done.get()) {
            return;
        }
        switch (outcome) {
            case Outcome.Done<Keyring.Place>(var place) -> {
                state.set(state.get().failed(Optional.empty()));
                done.set(true);
                loggedIn.accept(place);
            }
            case Outcome.Failed<Keyring.Place>(var failure) -> state.set(state.get().failed(
                    failure instanceof Failure.Cancelled ? Optional.empty() : Optional.of(failure)));
        }
    }

    /** Breaks off what is being asked; else the dialog is done. */
    void cancel() {
        checking.ifPresentOrElse(Background.Task::cancel, () -> done.set(true));
    }

    private boolean canLogIn() {
        return !user.get().isBlank() && !secret.get().isBlank() && !state.get().checking();
    }

    /** Whether there is enough to ask with. */
    BooleanBinding canLogInBinding() {
        return Bindings.createBooleanBinding(this::canLogIn, user, secret, state);
    }

    /** What the window is called. */
    String title() {
        return texts.of("login.title", registry);
    }

    String registry() {
        return registry;
    }

    /** Whether the user's name is the same for all. */
    boolean userGiven() {
        return Logins.usualUser(registry).isPresent();
    }

    /** How to get a key, step by step; empty where it is a name and a password like everywhere. */
    List<String> guide() {
        return !registry.equals(Logins.NGC) ? List.of() : IntStream.rangeClosed(1, STEPS).mapToObj(step ->
                step + ". " + texts.of("login.guide." + step)).toList();
    }

    /** What is to be typed. */
    String secretWord() {
        return texts.of(registry.equals(Logins.NGC) ? "login.secret.key" : "login.secret");
    }

    StringProperty userProperty() {
        return user;
    }

    StringProperty secretProperty() {
        return secret;
    }

    ReadOnlyObjectProperty<LoginState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Whether the dialog can go. */
    ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    @Override
    public void close() {
        done.set(true);
        looking.cancel();
        checking.ifPresent(Background.Task::cancel);
        secret.set("");
    }
}
