package dev.slipway.ui.catalog;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.registry.ImageSource;
import dev.slipway.session.Checked;
import dev.slipway.session.ImageCheck;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Asks the registry of a pasted image what it is, and says how that goes. FX thread. */
final class LookupModel {
    /** Typing must not ask a registry at each key. */
    private static final Duration SETTLED = Duration.ofMillis(600);

    private final ImageDesk desk;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final BiConsumer<String, Runnable> logIn;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NOTHING);
    private String reference = "";
    private Optional<ImageSource> answer = Optional.empty();
    private Runnable again = () -> {
    };
    private Background.Task task = () -> {
    };
    private int round;

    /**
     * How it goes.
     *
     * @param words empty when there is nothing to say
     * @param running whether the registry is being asked
     * @param again whether it can be asked again
     * @param login the registry that wants a login
     * @param unjudged what stands in place of a verdict, where there can be none yet
     */
    record State(String words, boolean running, boolean again, Optional<String> login, Optional<Text> unjudged) {
        static final State NOTHING = new State("", false, false, Optional.empty(), Optional.empty());
    }

    LookupModel(ImageDesk desk, Background background, Fx fx, Texts texts, BiConsumer<String, Runnable> logIn) {
        this.desk = desk;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
        this.logIn = logIn;
    }

    /** Asks for an image that only its registry knows; what is known of it already is not asked for again. */
    void ask(ImageDesk.Table table, String image, Consumer<Checked> found) {
        var check = desk.check(table, answer.filter(_ -> image.equals(reference)).or(desk::lookup));
        var unknown = check.flatMap(it -> it.unknown(image));
        if (unknown.isEmpty()) {
            forget();
            return;
        }
        var registry = unknown.get().registry();
        // The machine was looked at again: what was cancelled or failed is not tried anew by itself.
        var same = image.equals(reference) && !state.get().running();
        again = () -> start(check.get(), registry, Duration.ZERO, found);
        if (same && answer.isEmpty()) {
            return;
        }
        if (!same) {
            forget();
            reference = image;
            again = () -> start(check.get(), registry, Duration.ZERO, found);
        }
        if (desk.lookup().isEmpty()) {
            state.set(new State(texts.of("images.lookup.no-network", registry), false, false, Optional.empty(),
                    Optional.empty()));
            return;
        }
        start(check.get(), registry, same ? Duration.ZERO : SETTLED, found);
    }

    private void start(ImageCheck check, String registry, Duration wait, Consumer<Checked> found) {
        int mine = ++round;
        var image = reference;
        state.set(new State(texts.of("images.lookup.asking", registry), true, false, Optional.empty(),
                Optional.of(Text.of("verdict.unknown.asking", registry))));
        task = background.run("look up " + image, () -> {
            Thread.sleep(wait);
            return check.check(image);
        }, outcome -> fx.post(() -> {
            if (mine == round) {
                take(outcome, registry, found);
            }
        }));
    }

    private void take(Outcome<Checked> outcome, String registry, Consumer<Checked> found) {
        switch (outcome) {
            case Outcome.Done<Checked>(var checked) -> {
                answer = checked.notAsked().isPresent() ? Optional.empty() : Optional.of((asked, _) -> checked.remote()
                        .orElseThrow(() -> new FailureException(new Failure.ImageNotFound(asked.familiar(), ""))));
                state.set(checked.notAsked().map(why -> failed(registry, why)).orElse(State.NOTHING));
                found.accept(checked);
            }
            case Outcome.Failed<Checked>(var failure) -> state.set(failed(registry, failure));
        }
    }

    private State failed(String registry, Failure failure) {
        var why = texts.of(failure.title());
        var unjudged = Optional.of(ImageCheck.untold(registry, failure));
        return switch (failure) {
            case Failure.LoginNeeded needed -> new State(why, false, true, Optional.of(needed.registry()), unjudged);
            case Failure.Cancelled _ -> new State(texts.of("images.lookup.cancelled", registry), false, true,
                    Optional.empty(), unjudged);
            default -> new State(texts.of("images.lookup.failed", registry, why), false, true, Optional.empty(),
                    unjudged);
        };
    }

    /** Breaks it off, as the user wishes. */
    void cancel() {
        task.cancel();
    }

    /** Asks once more. */
    void again() {
        if (!state.get().running()) {
            again.run();
        }
    }

    /** Lets the user log in to the registry that wants it, and asks once more. */
    void logIn() {
        state.get().login().ifPresent(registry -> logIn.accept(registry, this::again));
    }

    /** There is nothing to ask for any more. */
    void forget() {
        round++;
        task.cancel();
        reference = "";
        answer = Optional.empty();
        again = () -> {
        };
        state.set(State.NOTHING);
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }
}
