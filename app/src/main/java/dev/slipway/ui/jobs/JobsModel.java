package dev.slipway.ui.jobs;

import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Texts;
import dev.slipway.job.Job;
import dev.slipway.job.Jobs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;

/** The jobs of one session, and what can be done with them. FX thread. */
public final class JobsModel implements AutoCloseable {
    private final String session;
    private final Optional<Path> project;
    private final JobsBoard board;
    private final Doors doors;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(
            new State(List.of(), Optional.empty(), Optional.empty()));
    private final ObjectProperty<Optional<String>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final Subscription watching;

    /** Ways to what else there is: the output of a job, and the dialog for a new one. */
    public record Doors(Consumer<Job> follow, Consumer<String> run) {
    }

    /**
     * What shows.
     *
     * @param stopping the job that is being stopped
     * @param failure what went wrong with the last thing that was asked for
     */
    record State(List<JobRow> rows, Optional<String> stopping, Optional<Failure> failure) {
    }

    /**
     * Jobs of a session.
     *
     * @param project where its files are kept; empty where that is inside the container
     */
    public JobsModel(String session, Optional<Path> project, JobsBoard board, Doors doors, InstantSource clock) {
        this.session = session;
        this.project = project;
        this.board = board;
        this.doors = doors;
        this.clock = clock;
        this.watching = board.allProperty().subscribe(_ -> tick());
    }

    Texts texts() {
        return board.texts();
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ObjectProperty<Optional<String>> selectedProperty() {
        return selected;
    }

    /** Where the output is kept, in words. */
    String place() {
        return project.map(folder -> texts().of("jobs.kept-in", folder.resolve(".slipway").resolve("jobs").toString()))
                .orElseGet(() -> texts().of("jobs.kept-inside"));
    }

    /** Brings durations up to date. */
    void tick() {
        var now = clock.instant();
        show(board.of(session).stream().map(job -> JobRow.of(job, now, texts())).toList(), state.get().stopping(),
                state.get().failure());
    }

    private void show(List<JobRow> rows, Optional<String> stopping, Optional<Failure> failure) {
        state.set(new State(rows, stopping, failure));
    }

    private Optional<Job> chosen() {
        return selected.get().flatMap(id -> board.of(session).stream().filter(job -> job.id().equals(id)).findFirst());
    }

    /** Whether the chosen job can be stopped. */
    boolean stoppable() {
        return chosen().filter(job -> job.state().active()).isPresent() && state.get().stopping().isEmpty();
    }

    boolean any() {
        return chosen().isPresent();
    }

    void run() {
        doors.run().accept(session);
    }

    void follow() {
        chosen().ifPresent(doors.follow());
    }

    void stop() {
        chosen().filter(_ -> stoppable()).ifPresent(job -> {
            show(state.get().rows(), Optional.of(job.id()), Optional.empty());
            act("stop " + job.id(), () -> board.jobs().stop(job.id(), Jobs.GRACE));
        });
    }

    /** Starts the chosen job's command once more. */
    void again() {
        chosen().ifPresent(job -> act("run again", () -> board.jobs().start(session, job.command())));
    }

    private void act(String name, Callable<?> work) {
        board.background().run(name, work::call, outcome -> board.fx().post(() -> {
            var failure = outcome instanceof Outcome.Failed<?>(var why) && !(why instanceof Failure.Cancelled)
                    ? Optional.of(why) : Optional.<Failure>empty();
            show(state.get().rows(), Optional.empty(), failure);
        }));
    }

    @Override
    public void close() {
        watching.unsubscribe();
    }
}
