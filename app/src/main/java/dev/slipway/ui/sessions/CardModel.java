package dev.slipway.ui.sessions;

import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.environment.Environment;
import dev.slipway.layer.BuildOutput;
import dev.slipway.layer.LayerProgress;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.ui.kit.GraphFrame;
import dev.slipway.ui.kit.SessionAction;
import dev.slipway.ui.kit.SessionNote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** One environment on the page and what can be done with it. FX thread. */
final class CardModel {
    private static final Duration SPAN = Duration.ofMinutes(15);

    private final SessionsServices services;
    private final DockModel dock;
    private final Runnable changed;
    private final ReadOnlyObjectWrapper<Card> card;
    private final ReadOnlyObjectWrapper<GraphFrame> graph;
    private final ObjectProperty<Busy> busy = new SimpleObjectProperty<>(Busy.NO);
    private final ObjectProperty<Optional<SessionNote>> note = new SimpleObjectProperty<>(Optional.empty());
    private final BooleanProperty asking = new SimpleBooleanProperty();
    private Optional<Failure> failed = Optional.empty();
    private double capacity = 1;
    private Runnable again = () -> {
    };

    /** What is being done with it at a click of the user, so that the button can show it. */
    enum Busy {
        NO, JUPYTER, STOP, START, REMOVE, OUTSIDE
    }

    /**
     * A card.
     *
     * @param changed called when the card is to be made anew
     */
    CardModel(SessionsServices services, DockModel dock, Card first, Runnable changed) {
        this.services = services;
        this.dock = dock;
        this.changed = changed;
        this.card = new ReadOnlyObjectWrapper<>(first);
        this.graph = new ReadOnlyObjectWrapper<>(frame());
    }

    ReadOnlyObjectProperty<Card> cardProperty() {
        return card.getReadOnlyProperty();
    }

    /** What another part of the program says of it. */
    ObjectProperty<Optional<SessionNote>> noteProperty() {
        return note;
    }

    ReadOnlyObjectProperty<Busy> busyProperty() {
        return busy;
    }

    /** Whether the question is open, if it may really be removed. */
    BooleanProperty askingProperty() {
        return asking;
    }

    /** Its GPU memory over the last minutes, against the memory of its GPUs. */
    ReadOnlyObjectProperty<GraphFrame> graphProperty() {
        return graph.getReadOnlyProperty();
    }

    private GraphFrame frame() {
        return new GraphFrame(services.usage().history(),
                List.of(new GraphFrame.Band("session." + name() + ".gpu", card.get().colour(), name())),
                GraphFrame.Unit.BYTES, capacity, SPAN, System.nanoTime(), Instant.now(), GraphFrame.USUAL_GAP);
    }

    String name() {
        return card.get().name();
    }

    /** What went wrong with the last action here. */
    Optional<Failure> failed() {
        return failed;
    }

    /** Shows a newer state; {@code gpuBytes} is the memory of its GPUs. */
    void show(Card newest, double gpuBytes) {
        capacity = gpuBytes;
        card.set(newest);
        // The words may be the same for a minute; the graph moves on all the same.
        graph.set(frame());
    }

    void openJupyter() {
        act(Busy.JUPYTER, () -> services.sessions().jupyter(name()), services.browser()::open);
    }

    void openTerminal() {
        dock.openTerminal(name());
    }

    void openLogs() {
        dock.openLogs(name());
    }

    /** What the build of its layer prints, while one is under way. */
    Optional<BuildOutput> buildOutput() {
        return session().flatMap(it -> it.state() instanceof SessionState.Preparing(_, _, var build)
                ? build.map(LayerProgress::output) : Optional.empty());
    }

    void openBuildLog() {
        buildOutput().ifPresent(output -> dock.openOutput(name(), services.texts().of("sessions.dock.build", name()),
                output::follow));
    }

    void openOutside() {
        act(Busy.OUTSIDE, () -> {
            services.terminals().openOutside(name());
            return name();
        }, _ -> {
        });
    }

    void copyCommand() {
        var environment = card.get().environment();
        services.background().run("docker line", () -> services.dockerLine().of(environment), outcome ->
                services.fx().post(() -> {
                    switch (outcome) {
                        case Outcome.Done<String>(var line) -> services.clipboard().accept(line);
                        case Outcome.Failed<String>(var failure) -> fail(failure);
                    }
                }));
    }

    /** What other pages and dialogs can do with it now. */
    List<SessionAction> actions() {
        return session().map(it -> services.actions().stream().filter(action -> action.offered().test(it)).toList())
                .orElse(List.of());
    }

    /** The words of an action for this session. */
    String words(SessionAction action) {
        return services.texts().of(action.key(), session().map(action.arguments()).orElse(List.of()).toArray());
    }

    void run(SessionAction action) {
        session().ifPresent(action.run());
    }

    private Optional<Session> session() {
        return services.sessions().list().stream().filter(it -> it.name().equals(name())).findFirst();
    }

    void stop() {
        act(Busy.STOP, () -> {
            services.sessions().stop(name());
            return name();
        }, _ -> {
        });
    }

    void start() {
        settle();
        again = this::start;
        if (card.get().kind() == Card.Kind.SAVED) {
            services.launches().start(card.get().environment());
        } else {
            services.launches().startAgain(name(), this::fail);
        }
    }

    void cancel() {
        services.launches().cancel(name());
    }

    /** Asks; {@link #remove} is the yes. */
    void askRemove() {
        asking.set(true);
    }

    /** What would be lost. */
    String question() {
        var texts = services.texts();
        var project = card.get().environment().project().map(Object::toString);
        return switch (card.get().kind()) {
            case SAVED, UNREADABLE -> texts.of("sessions.remove.file", services.store().file(name()).toString());
            case PREPARING, RUNNING, UNPROVEN, STOPPING, STOPPED, BROKEN, FAILED -> project
                    .map(folder -> texts.of("sessions.remove.question", name(), folder))
                    .orElseGet(() -> texts.of("sessions.remove.question.no-project", name()));
        };
    }

    void remove() {
        asking.set(false);
        boolean saved = card.get().kind() == Card.Kind.SAVED || card.get().kind() == Card.Kind.UNREADABLE;
        act(Busy.REMOVE, () -> {
            if (saved) {
                services.store().delete(name());
            } else {
                services.sessions().remove(name());
            }
            return name();
        }, _ -> changed.run());
    }

    void dismiss() {
        settle();
        if (card.get().kind() == Card.Kind.FAILED) {
            services.sessions().dismiss(name());
        }
        changed.run();
    }

    /** Does what the failure offers. */
    void fix(Failure.Fix fix) {
        var environment = card.get().environment();
        switch (fix) {
            case RETRY -> retry();
            case CHOOSE_OTHER_PORT, PULL_IMAGE -> relaunch(environment);
            case RUN_WITHOUT_GPU -> relaunch(environment.withGpus(new Environment.GpuChoice.None()));
            case CHOOSE_OTHER_NAME -> services.edit().accept(environment);
            case SHOW_LOGS -> openLogs();
            case LOG_IN -> card.get().trouble().flatMap(Card.Trouble::registry).ifPresent(registry ->
                    services.logIn().accept(registry, this::retry));
            case START_ENGINE, CHOOSE_OTHER_ENGINE, FREE_DISK, OPEN_DOCTOR -> services.elsewhere().accept(fix);
        }
    }

    /** A failed launch is launched again; any other trouble is that of the last thing that was clicked here. */
    private void retry() {
        if (card.get().kind() == Card.Kind.FAILED) {
            relaunch(card.get().environment());
        } else {
            again.run();
        }
    }

    private void relaunch(Environment environment) {
        dismiss();
        services.launches().start(environment);
    }

    private <T> void act(Busy what, Callable<T> work, Consumer<T> done) {
        settle();
        again = () -> act(what, work, done);
        busy.set(what);
        services.background().run(what.name().toLowerCase(Locale.ROOT) + " " + name(), work, outcome ->
                services.fx().post(() -> {
                    busy.set(Busy.NO);
                    switch (outcome) {
                        case Outcome.Done<T>(var value) -> done.accept(value);
                        case Outcome.Failed<T>(var failure) -> fail(failure);
                    }
                }));
    }

    private void fail(Failure failure) {
        failed = failure instanceof Failure.Cancelled ? Optional.empty() : Optional.of(failure);
        changed.run();
    }

    private void settle() {
        failed = Optional.empty();
        changed.run();
    }
}
