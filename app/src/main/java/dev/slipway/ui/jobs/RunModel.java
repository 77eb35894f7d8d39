package dev.slipway.ui.jobs;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Texts;
import dev.slipway.job.CommandWords;
import dev.slipway.job.Job;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** A command that is to be run as a job. FX thread. */
public final class RunModel {
    private final String session;
    private final JobsBoard board;
    private final Consumer<Job> started;
    private final StringProperty line = new SimpleStringProperty("");
    private final BooleanProperty shell = new SimpleBooleanProperty(true);
    private final ObservableList<String> last = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();

    /**
     * What shows beside the line.
     *
     * @param failure what is wrong with the line, or went wrong
     * @param wantsShell whether the line holds what only a shell would act upon
     * @param starting whether the job is being started
     */
    record State(Optional<Failure> failure, boolean wantsShell, boolean starting) {
    }

    /**
     * A job for a session.
     *
     * @param started told of the job once it runs
     */
    public RunModel(String session, JobsBoard board, Consumer<Job> started) {
        this.session = session;
        this.board = board;
        this.started = started;
        state.set(new State(Optional.empty(), false, false));
        line.subscribe(text -> state.set(new State(Optional.empty(), CommandWords.wantsShell(text), false)));
        board.background().run("last commands", () -> board.jobs().commands(session), outcome -> {
            if (outcome instanceof Outcome.Done<List<List<String>>>(var commands)) {
                board.fx().post(() -> remember(commands));
            }
        });
    }

    private void remember(List<List<String>> commands) {
        var lines = commands.stream().map(CommandWords::join).toList();
        if (line.get().isEmpty() && !lines.isEmpty()) {
            line.set(lines.getFirst());
        }
        last.setAll(lines);
    }

    Texts texts() {
        return board.texts();
    }

    String title() {
        return texts().of("jobs.run.title", session);
    }

    StringProperty lineProperty() {
        return line;
    }

    /** Whether the line goes to a shell as it is. */
    BooleanProperty shellProperty() {
        return shell;
    }

    ObservableList<String> last() {
        return last;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    void run() {
        if (state.get().starting()) {
            return;
        }
        List<String> words;
        try {
            words = shell.get() && state.get().wantsShell() ? List.of("/bin/sh", "-c", line.get())
                    : CommandWords.split(line.get());
        } catch (FailureException e) {
            fail(e.failure());
            return;
        }
        state.set(new State(Optional.empty(), state.get().wantsShell(), true));
        board.background().run("run in " + session, () -> board.jobs().start(session, words), outcome ->
                board.fx().post(() -> {
                    switch (outcome) {
                        case Outcome.Done<Job>(var job) -> {
                            done.set(true);
                            started.accept(job);
                        }
                        case Outcome.Failed<Job>(var failure) -> fail(failure);
                    }
                }));
    }

    private void fail(Failure failure) {
        state.set(new State(Optional.of(failure), state.get().wantsShell(), false));
    }

    /** Closes the dialog; a job that is being started goes on. */
    void cancel() {
        done.set(true);
    }
}
