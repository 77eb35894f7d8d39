package dev.slipway.ui.catalog;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Texts;
import dev.slipway.registry.LiveCatalog;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Asks the registries for what is new, and says how far that is or why it failed. FX thread. */
final class RefreshModel {
    private final ImageDesk desk;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private Background.Task task = () -> {
    };
    private int round;

    RefreshModel(ImageDesk desk, Background background, Fx fx, Texts texts) {
        this.desk = desk;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
    }

    /** Begins, unless it is under way; {@code done} is called at the end, however that is. */
    void start(Runnable done) {
        if (running.get()) {
            return;
        }
        int mine = ++round;
        running.set(true);
        progress.set(texts.of("images.refreshing"));
        problem.set("");
        Consumer<LiveCatalog.Progress> told = fx.latest(step -> {
            if (mine == round && running.get()) {
                progress.set(texts.of("images.refreshing.step", step.repository(), step.done() + 1, step.all()));
            }
        });
        task = background.run("refresh catalogue", () -> desk.refresh(told), outcome -> fx.post(() -> {
            running.set(false);
            progress.set("");
            problem.set(inWords(outcome));
            done.run();
        }));
    }

    /** What has come by then stays. */
    void cancel() {
        task.cancel();
    }

    private String inWords(Outcome<Optional<LiveCatalog.Refreshed>> outcome) {
        return switch (outcome) {
            case Outcome.Done<Optional<LiveCatalog.Refreshed>>(var refreshed) ->
                    refreshed.filter(it -> !it.failures().isEmpty()).map(this::inWords).orElse("");
            case Outcome.Failed<Optional<LiveCatalog.Refreshed>>(var failure) ->
                    failure instanceof Failure.Cancelled ? "" : texts.of(failure.title());
        };
    }

    private String inWords(LiveCatalog.Refreshed refreshed) {
        var first = refreshed.failures().values().iterator().next();
        return texts.of("images.refresh.failed", refreshed.failures().size(), refreshed.asked(),
                texts.of(first.title()));
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** What is being asked; empty when nothing is. */
    ReadOnlyStringProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Why registries could not be asked; empty when they could. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
