package dev.slipway.ui.selftest;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.selftest.SelfTest;
import dev.slipway.selftest.SelfTestResult;
import dev.slipway.ui.kit.Fx;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** A session's self-test and the results that are kept. Closing the dialog ends a test that runs. FX thread. */
public final class SelfTestModel implements AutoCloseable {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final String session;
    private final SelfTest tests;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final ReadOnlyObjectWrapper<SelfTestState> state = new ReadOnlyObjectWrapper<>(SelfTestState.EMPTY);
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
    private final BooleanProperty thorough = new SimpleBooleanProperty();
    private Optional<Background.Task> task = Optional.empty();

    /** The self-test of a session; nothing runs yet. */
    public SelfTestModel(String session, SelfTest tests, Background background, Fx fx, Texts texts) {
        this.session = session;
        this.tests = tests;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
        read(Optional.empty());
    }

    /** Reads what is kept; shows {@code newest}, or this session's last result. */
    private void read(Optional<SelfTestResult> newest) {
        background.run("read self-tests", () -> tests.store().list(), outcome -> fx.post(() -> {
            if (outcome instanceof Outcome.Done<List<SelfTestResult>>(var kept)) {
                state.set(state.get().with(kept, newest.or(() -> kept.stream()
                        .filter(result -> result.session().equals(session)).findFirst())));
            }
        }));
    }

    void run() {
        if (task.isPresent()) {
            return;
        }
        state.set(state.get().at(Optional.of(new SelfTest.Progress(
                Text.of("selftest.step.start"), -1))));
        var extent = thorough.get() ? SelfTest.Extent.THOROUGH : SelfTest.Extent.USUAL;
        Consumer<SelfTest.Progress> progress = fx.latest(now -> {
            if (task.isPresent()) {
                state.set(state.get().at(Optional.of(now)));
            }
        });
        task = Optional.of(background.run("self-test of " + session, () -> tests.run(session, extent, progress),
                outcome -> fx.post(() -> ended(outcome))));
    }

    private void ended(Outcome<SelfTestResult> outcome) {
        task = Optional.empty();
        switch (outcome) {
            case Outcome.Done<SelfTestResult>(var result) -> {
                state.set(state.get().failed(Optional.empty()));
                read(Optional.of(result));
            }
            case Outcome.Failed<SelfTestResult>(var failure) -> state.set(state.get().failed(
                    failure instanceof Failure.Cancelled ? Optional.empty() : Optional.of(failure)));
        }
    }

    /** Ends the test that runs. */
    void cancel() {
        task.ifPresent(Background.Task::cancel);
    }

    /** The dialog can go. */
    void finish() {
        done.set(true);
    }

    void choose(SelfTestResult result) {
        state.set(state.get().choosing(Optional.ofNullable(result)));
    }

    void compareWith(SelfTestResult result) {
        state.set(state.get().against(Optional.ofNullable(result)));
    }

    /** A result in a line: "thesis · PyTorch 2.11.0+cu130 · 2026-11-21 05:10". */
    String line(SelfTestResult result) {
        return result == null ? texts.of("selftest.compare.none") : result.session() + " · PyTorch " + result.torch()
                + " · " + WHEN.format(result.at().atZone(ZoneId.systemDefault()));
    }

    /** Where a result comes from. */
    String origin(SelfTestResult result) {
        return texts.of("selftest.origin", result.image(), result.driver().orElse("–"),
                result.digest().map(SelfTestModel::inShort).orElse("–"));
    }

    /** As much of a digest as tells it from others: sha256:0123456789ab. */
    private static String inShort(String digest) {
        var bare = digest.substring(digest.indexOf('@') + 1);
        return bare.substring(0, Math.min(bare.length(), "sha256:".length() + 12));
    }

    String title() {
        return texts.of("selftest.title", session);
    }

    BooleanProperty thoroughProperty() {
        return thorough;
    }

    ReadOnlyObjectProperty<SelfTestState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    @Override
    public void close() {
        cancel();
    }
}
