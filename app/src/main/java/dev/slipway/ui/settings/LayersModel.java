package dev.slipway.ui.settings;

import dev.slipway.base.Background;
import dev.slipway.base.Bytes;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.engine.CurrentEngine;
import dev.slipway.engine.Engine;
import dev.slipway.layer.Layer;
import dev.slipway.layer.LayerNeeds;
import dev.slipway.layer.LayerPlan;
import dev.slipway.layer.Layers;
import dev.slipway.ui.kit.Fx;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The layers on the engine in use: listed while someone looks, and removed where nobody uses them. FX thread. */
public final class LayersModel implements AutoCloseable {
    /** As many digits of a hash as the command line shows. */
    private static final int HASH_DIGITS = 12;

    private final CurrentEngine engines;
    private final Layers layers;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final ReadOnlyObjectWrapper<LayersState> state = new ReadOnlyObjectWrapper<>(LayersState.NOTHING);
    private final Subscription watching;
    private Background.Task task = () -> {
    };
    private boolean shown;
    private boolean removing;
    private int round;

    /** The card's model; nothing is read before it is {@link #shown}. */
    public LayersModel(CurrentEngine engines, Layers layers, Background background, Fx fx, Texts texts) {
        this.engines = engines;
        this.layers = layers;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
        this.watching = engines.watchEngine(() -> fx.post(this::engineChanged));
    }

    private void engineChanged() {
        if (shown) {
            read();
        }
    }

    /** Whether the card can be seen; it is read anew whenever it comes into sight. */
    void shown(boolean now) {
        shown = now;
        if (now) {
            read();
        }
    }

    /** Reads which layers there are, unless one is being removed, after which they are read anyway. */
    void read() {
        if (!removing) {
            run("layer.card.reading", Optional.empty(), _ -> {
            });
        }
    }

    /** Removes a layer. */
    void remove(String tag) {
        if (!removing) {
            removing = true;
            run("layer.card.removing", Optional.of(texts.of("layer.card.removed", hash(tag))),
                    engine -> layers.remove(engine, tag));
        }
    }

    /** What is done before the layers are read. */
    private interface Work {
        void on(Engine engine) throws FailureException, InterruptedException;
    }

    private void run(String words, Optional<String> done, Work work) {
        int mine = ++round;
        task.cancel();
        state.set(state.get().busyWith(texts.of(words)));
        task = background.run("layers", () -> {
            var engine = engines.engine();
            if (engine.isEmpty()) {
                return new LayersState(List.of(), Optional.of(texts.of("layer.card.no-engine")), Optional.empty(),
                        Optional.empty(), Optional.empty());
            }
            work.on(engine.get());
            var rows = layers.list(engine.get()).stream().map(this::row).toList();
            return new LayersState(rows, rows.isEmpty() ? Optional.of(texts.of("layer.card.none")) : Optional.empty(),
                    Optional.empty(), Optional.empty(), done);
        }, outcome -> fx.post(() -> {
            if (mine == round) {
                removing = false;
                switch (outcome) {
                    case Outcome.Done<LayersState>(var read) -> state.set(read);
                    case Outcome.Failed<LayersState>(var failure) ->
                            state.set(state.get().atRest(Optional.of(inWords(failure))));
                }
            }
        }));
    }

    /** Breaks off what is under way. */
    void cancel() {
        round++;
        task.cancel();
        state.set(state.get().atRest(Optional.empty()));
        if (removing) {
            // The engine may have removed it all the same.
            removing = false;
            read();
        }
    }

    private LayersState.Row row(Layer layer) {
        var day = LocalDate.ofInstant(layer.created(), ZoneId.systemDefault())
                .format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(texts.language()));
        var users = String.join(texts.of("layer.card.comma"), layer.usedBy());
        return new LayersState.Row(layer.tag(), adds(layer.needs()), texts.of("layer.card.about", layer.base(),
                Bytes.inWords(layer.bytes()), day, hash(layer.tag())),
                layer.usedBy().isEmpty() ? texts.of("layer.card.unused") : texts.of("layer.card.used", users),
                layer.usedBy().isEmpty());
    }

    /** What a layer adds, in the names of its tools. */
    private String adds(LayerNeeds needs) {
        var adds = new ArrayList<String>();
        if (needs.jupyter()) {
            adds.add("Jupyter");
        }
        if (needs.ssh()) {
            adds.add(texts.of("layer.card.ssh"));
        }
        add(adds, "pip", needs.packages().pip());
        add(adds, "conda", needs.packages().conda());
        add(adds, "apt", needs.packages().apt());
        return String.join(" · ", adds);
    }

    private static void add(List<String> adds, String tool, List<String> packages) {
        if (!packages.isEmpty()) {
            adds.add(tool + " " + String.join(" ", packages));
        }
    }

    private static String hash(String tag) {
        var hash = tag.substring(LayerPlan.REPOSITORY.length() + 1);
        return hash.substring(0, Math.min(HASH_DIGITS, hash.length()));
    }

    private String inWords(Failure failure) {
        return failure instanceof Failure.BadInput(var problem, _) ? texts.of(problem) : texts.of(failure);
    }

    ReadOnlyObjectProperty<LayersState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    @Override
    public void close() {
        round++;
        task.cancel();
        watching.close();
    }
}
