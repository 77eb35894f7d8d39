package dev.slipway.ui.layer;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Texts;
import dev.slipway.engine.Container;
import dev.slipway.engine.CurrentEngine;
import dev.slipway.engine.Engine;
import dev.slipway.layer.Layer;
import dev.slipway.layer.LayerNeeds;
import dev.slipway.layer.LayerPlan;
import dev.slipway.layer.Layers;
import dev.slipway.session.Session;
import dev.slipway.ui.kit.Fx;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The Dockerfile of a session's layer, to read and to copy. FX thread. */
public final class DockerfileModel {
    private final Session session;
    private final Services services;
    private final ReadOnlyObjectWrapper<State> state;
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
    private Background.Task task = () -> {
    };

    /**
     * What it works with.
     *
     * @param simulated whether this is the tour, which has no image to look into
     * @param copy puts a text into the clipboard
     */
    public record Services(CurrentEngine engines, boolean simulated, Layers layers, Consumer<String> copy,
            Background background, Fx fx, Texts texts) {
    }

    /**
     * What shows.
     *
     * @param looking whether the engine is being asked
     * @param status where the layer stands, in words
     * @param text the Dockerfile, and what its lists hold as comments; empty when there is none
     * @param failure why it is not known
     * @param copied whether it was just copied
     */
    record State(boolean looking, String status, Optional<String> text, Optional<Failure> failure, boolean copied) {
    }

    /** The dialog of a session; nothing is asked before {@link #start}. */
    public DockerfileModel(Session session, Services services) {
        this.session = session;
        this.services = services;
        this.state = new ReadOnlyObjectWrapper<>(
                new State(true, texts().of("layer.file.looking"), Optional.empty(), Optional.empty(), false));
    }

    /** Whether a session has a layer, as far as can be said without asking its engine. */
    public static boolean offered(Session session) {
        return !LayerNeeds.of(session.environment()).isEmpty();
    }

    /** Works the layer out; a short run may look into its image first. */
    void start() {
        task = services.background().run("the layer of " + session.name(), this::look, outcome ->
                services.fx().post(() -> state.set(switch (outcome) {
                    case Outcome.Done<State>(var found) -> found;
                    case Outcome.Failed<State>(var failure) ->
                            new State(false, "", Optional.empty(), Optional.of(failure), false);
                })));
    }

    /** On a background thread. */
    private State look() throws FailureException, InterruptedException {
        if (services.simulated()) {
            throw new FailureException(new Failure.Simulated(""));
        }
        var engine = services.engines().engine().orElseThrow(() ->
                new FailureException(new Failure.EngineNotReachable("", "")));
        var plan = services.layers().plan(engine, base(engine), session.environment());
        if (plan.isEmpty()) {
            return new State(false, texts().of("layer.file.none", session.name()), Optional.empty(), Optional.empty(),
                    false);
        }
        boolean built = services.layers().built(engine, plan.get());
        return new State(false, texts().of(built ? "layer.file.built" : "layer.file.not-built", plan.get().tag()),
                Optional.of(text(plan.get())), Optional.empty(), false);
    }

    /**
     * The image the session's layer stands on, or without a layer the one it runs; a mirror may have it under another
     * name than the environment.
     */
    private String base(Engine engine) throws FailureException, InterruptedException {
        var under = services.layers().list(engine).stream().filter(layer -> layer.usedBy().contains(session.name()))
                .map(Layer::base).filter(name -> !name.isEmpty()).findFirst();
        if (under.isPresent() || session.containerId().isEmpty()) {
            return under.orElse(session.environment().image());
        }
        return engine.container(session.containerId().get()).map(Container::image)
                .filter(image -> !image.isEmpty() && !image.startsWith(LayerPlan.REPOSITORY))
                .orElse(session.environment().image());
    }

    /** A Dockerfile still, when it is pasted somewhere: what the lists beside it hold stands in comments. */
    private static String text(LayerPlan plan) {
        var text = new StringBuilder(plan.dockerfile());
        plan.lists().forEach((name, words) -> {
            text.append("\n# ").append(name).append(":\n");
            words.lines().forEach(line -> text.append("#   ").append(line).append('\n'));
        });
        return text.toString();
    }

    void copy() {
        var now = state.get();
        now.text().ifPresent(text -> {
            services.copy().accept(text);
            state.set(new State(false, now.status(), now.text(), Optional.empty(), true));
        });
    }

    /** Stops looking and closes. */
    void finish() {
        task.cancel();
        done.set(true);
    }

    Texts texts() {
        return services.texts();
    }

    String title() {
        return texts().of("layer.file.title", session.name());
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }
}
