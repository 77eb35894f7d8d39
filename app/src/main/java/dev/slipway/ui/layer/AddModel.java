package dev.slipway.ui.layer;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.environment.Extras.Packages;
import dev.slipway.layer.Adding;
import dev.slipway.session.Session;
import dev.slipway.session.Sessions;
import dev.slipway.ui.kit.Fx;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Packages that are added to a running session. FX thread. */
public final class AddModel {
    private static final int MOST_LINES = 2000;

    private final Session session;
    private final Services services;
    private final StringProperty pip = new SimpleStringProperty("");
    private final StringProperty conda = new SimpleStringProperty("");
    private final StringProperty apt = new SimpleStringProperty("");
    private final BooleanProperty keep = new SimpleBooleanProperty(true);
    private final ReadOnlyStringWrapper log = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<State> state =
            new ReadOnlyObjectWrapper<>(new State(Phase.ASKING, Optional.empty(), false));
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
    private final Deque<String> lines = new ArrayDeque<>();
    private Optional<Background.Task> task = Optional.empty();

    /** What it works with. */
    public record Services(Sessions sessions, EnvironmentStore store, Adding adding, Background background, Fx fx,
            Texts texts) {
    }

    /** How far it is. */
    enum Phase {
        ASKING, WORKING, CANCELLING, ADDED
    }

    /**
     * What shows.
     *
     * @param failure what is wrong with what was typed, or went wrong
     * @param ready whether there is something to add
     */
    record State(Phase phase, Optional<Failure> failure, boolean ready) {
    }

    /** Packages for a session that runs. */
    public AddModel(Session session, Services services) {
        this.session = session;
        this.services = services;
        List.of(pip, conda, apt).forEach(field -> field.addListener(_ -> check()));
    }

    private void check() {
        var bad = packages().firstInvalid();
        state.set(new State(Phase.ASKING, bad.map(name ->
                new Failure.BadInput(Text.of("launch.bad-package", name), "")),
                bad.isEmpty() && !packages().isEmpty()));
    }

    private Packages packages() {
        return new Packages(words(pip.get()), words(conda.get()), words(apt.get()));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split(",?\\s+")).filter(word -> !word.isEmpty()).distinct().toList();
    }

    /** Adds them. */
    void add() {
        if (!state.get().ready() || working()) {
            return;
        }
        var packages = packages();
        boolean wanted = keep.get();
        synchronized (lines) {
            lines.clear();
        }
        log.set("");
        state.set(new State(Phase.WORKING, Optional.empty(), false));
        Consumer<Boolean> show = services.fx().latest(_ -> log.set(text()));
        task = Optional.of(services.background().run("add packages to " + session.name(), () -> {
            var held = services.sessions().held(session.name());
            services.adding().add(held.engine(), held.containerId(), session.environment().image(), packages, line -> {
                keepLine(line);
                show.accept(true);
            });
            if (wanted) {
                keep(packages);
            }
            return packages;
        }, outcome -> services.fx().post(() -> ended(outcome))));
    }

    private void keep(Packages packages) throws FailureException {
        var environment = services.store().find(session.name()).orElse(session.environment());
        var extras = environment.extras();
        services.store().save(environment.withExtras(extras.withPackages(extras.packages().plus(packages))));
    }

    private void keepLine(String line) {
        synchronized (lines) {
            lines.addLast(line);
            if (lines.size() > MOST_LINES) {
                lines.removeFirst();
            }
        }
    }

    private String text() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    private void ended(Outcome<Packages> outcome) {
        log.set(text());
        switch (outcome) {
            case Outcome.Done<Packages> _ -> state.set(new State(Phase.ADDED, Optional.empty(), false));
            case Outcome.Failed<Packages>(var failure) -> state.set(new State(Phase.ASKING,
                    failure instanceof Failure.Cancelled ? Optional.empty() : Optional.of(failure), true));
        }
    }

    private boolean working() {
        return state.get().phase() == Phase.WORKING || state.get().phase() == Phase.CANCELLING;
    }

    /** Stops what is under way, or closes. */
    void cancel() {
        if (!working()) {
            done.set(true);
            return;
        }
        state.set(new State(Phase.CANCELLING, Optional.empty(), false));
        task.ifPresent(Background.Task::cancel);
    }

    Texts texts() {
        return services.texts();
    }

    String title() {
        return texts().of("layer.add.title", session.name());
    }

    StringProperty pipProperty() {
        return pip;
    }

    StringProperty condaProperty() {
        return conda;
    }

    StringProperty aptProperty() {
        return apt;
    }

    BooleanProperty keepProperty() {
        return keep;
    }

    ReadOnlyStringProperty logProperty() {
        return log.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }
}
