package dev.slipway.ui.settings;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Texts;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.FactsFile;
import dev.slipway.catalog.FactsStore;
import dev.slipway.ui.kit.Fx;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The facts behind verdicts: which are in use, how to load others, and how to go back. FX thread. */
public final class FactsModel implements AutoCloseable {
    private final Supplier<FactsStore> stores;
    private final Runnable changed;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final ReadOnlyObjectWrapper<FactsState> state = new ReadOnlyObjectWrapper<>(FactsState.NOTHING);
    private Optional<Offer> offer = Optional.empty();
    private Background.Task task = () -> {
    };
    private int round;

    /** A set that nobody signed, and where it came from. */
    private record Offer(FactsFile.Unsigned file, String place) {
    }

    /**
     * The card's model; nothing is read before {@link #start}.
     *
     * @param changed called after other facts have come into use
     */
    public FactsModel(Supplier<FactsStore> stores, Runnable changed, Background background, Fx fx, Texts texts) {
        this.stores = stores;
        this.changed = changed;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
    }

    /** Reads which facts are in use. */
    public void start() {
        run("settings.facts.reading", this::inUse, read -> state.set(read.atRest(Optional.empty())));
    }

    /** Fetches and checks a set; one that is signed is in use from then on, an unsigned one is asked about. */
    void load(String place) {
        var where = place.strip();
        if (where.isEmpty()) {
            state.set(state.get().failed(texts.of("settings.facts.no-place")));
            return;
        }
        run("settings.facts.loading", () -> stores.get().fetch(where), file -> {
            switch (file) {
                case FactsFile.Signed signed -> keep(() -> stores.get().keep(signed, where), signed.catalog());
                case FactsFile.Unsigned unsigned -> {
                    offer = Optional.of(new Offer(unsigned, where));
                    var catalog = unsigned.catalog();
                    state.set(state.get().asking(texts.of("settings.facts.unsigned", catalog.version().text(),
                            day(catalog.collected()), catalog.entries().size(), where)));
                }
                case FactsFile.Refused(var why) -> state.set(state.get().failed(texts.of(why)));
            }
        });
    }

    /** Uses the unsigned set that was asked about. */
    void agree() {
        offer.ifPresent(it -> keep(() -> stores.get().keepUnsigned(it.file(), it.place()), it.file().catalog()));
    }

    /** Does not use it. */
    void decline() {
        offer = Optional.empty();
        state.set(state.get().atRest(Optional.empty()));
    }

    /** Goes back to the facts that come with the program. */
    void forget() {
        use(() -> stores.get().forget(), texts.of("settings.facts.back"));
    }

    private void keep(Change change, BundledCatalog catalog) {
        use(change, texts.of("settings.facts.done", catalog.version().text()));
    }

    /** What may fail when a set is kept or forgotten. */
    private interface Change {
        void run() throws Exception;
    }

    private void use(Change change, String done) {
        run("settings.facts.keeping", () -> {
            change.run();
            return inUse();
        }, read -> {
            state.set(read.atRest(Optional.of(done)));
            changed.run();
        });
    }

    private <T> void run(String words, Callable<T> work, Consumer<T> then) {
        int mine = ++round;
        offer = Optional.empty();
        state.set(state.get().busyWith(texts.of(words)));
        task = background.run("facts behind verdicts", work, outcome -> fx.post(() -> {
            if (mine != round) {
                return;
            }
            switch (outcome) {
                case Outcome.Done<T>(var value) -> then.accept(value);
                case Outcome.Failed<T>(var failure) -> state.set(state.get().failed(inWords(failure)));
            }
        }));
    }

    private String inWords(Failure failure) {
        return failure instanceof Failure.BadInput(var problem, _) ? texts.of(problem) : texts.of(failure);
    }

    /** Breaks a download off; nothing of it is used. */
    void cancel() {
        round++;
        task.cancel();
        state.set(state.get().atRest(Optional.empty()));
    }

    /** On a background thread. */
    private FactsState inUse() {
        var store = stores.get();
        var read = store.load();
        var catalog = read.catalog();
        var names = String.join(", ", store.keyNames());
        var keys = names.isEmpty() ? texts.of("settings.facts.no-keys", store.keyFolder())
                : store.hasOwnKey() ? names : texts.of("settings.facts.only-your-keys", names);
        return new FactsState(texts.of("settings.facts.of", catalog.version().text(), day(catalog.collected())),
                read.origin().map(origin -> texts.of("settings.facts.from", origin.place(),
                        day(LocalDate.ofInstant(origin.loadedAt(), ZoneId.systemDefault()))))
                        .orElseGet(() -> texts.of("settings.facts.bundled")),
                read.origin().map(origin -> origin.key().map(key -> texts.of("settings.facts.signed", key))
                        .orElseGet(() -> texts.of("settings.facts.not-signed"))).orElse(""),
                keys, read.origin().isEmpty() && read.notice().isEmpty(), read.notice().map(texts::of),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private String day(LocalDate date) {
        return date.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(texts.language()));
    }

    ReadOnlyObjectProperty<FactsState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    @Override
    public void close() {
        round++;
        task.cancel();
    }
}
