package dev.slipway.ui.settings;

import dev.slipway.base.Background;
import dev.slipway.base.Bytes;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.base.Version;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.ui.kit.Fx;
import dev.slipway.update.Offer;
import dev.slipway.update.Standing;
import dev.slipway.update.Updates;
import java.nio.file.Path;
import java.time.Instant;
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

/** Newer releases of Slipway: asking for them, what is new, the package and its way to the installer. FX thread. */
public final class UpdatesModel implements AutoCloseable {
    private final Supplier<Updates> updates;
    private final SettingsStore settings;
    private final Consumer<String> copy;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final ReadOnlyObjectWrapper<UpdatesState> state = new ReadOnlyObjectWrapper<>(UpdatesState.NOTHING);
    private final Subscription watching;
    private Optional<Offer> offer = Optional.empty();
    private Optional<Path> file = Optional.empty();
    private Background.Task task = () -> {
    };
    private int round;

    /**
     * The card's model; nothing is read before {@link #start}, and nobody is asked before {@link #askDaily} or the
     * user's own wish.
     *
     * @param copy puts a text into the clipboard
     */
    public UpdatesModel(Supplier<Updates> updates, SettingsStore settings, Consumer<String> copy,
            Background background, Fx fx, Texts texts) {
        this.updates = updates;
        this.settings = settings;
        this.copy = copy;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
        this.watching = settings.watch(fx.<Settings>latest(newest ->
                state.set(state.get().at(state.get().feed(), newest.updates(), state.get().status())))::accept);
    }

    /** What is known without asking anybody. */
    private record Known(Optional<String> host, Version own, Optional<Instant> asked, Optional<Version> newer) {
    }

    /** Reads what is known. */
    public void start() {
        background.run("what is known of releases", this::known, outcome -> fx.post(() -> {
            if (outcome instanceof Outcome.Done<Known>(var known) && offer.isEmpty()) {
                show(known);
            }
        }));
    }

    /** On a background thread. */
    private Known known() {
        var service = updates.get();
        return new Known(service.feedHost(), service.own(), service.lastAsked(), service.knownNewer());
    }

    private void show(Known known) {
        var words = new StringBuilder(texts.of("update.own", known.own()));
        known.host().ifPresent(host -> words.append(' ').append(known.newer()
                .map(version -> texts.of("update.known", version))
                .or(() -> known.asked().map(at -> texts.of("update.asked", host, day(at))))
                .orElseGet(() -> texts.of("update.not-asked", host))));
        state.set(state.get().at(known.host().map(host -> texts.of("update.automatic", host)),
                settings.settings().updates(), words.toString()));
    }

    /**
     * Asks the feed if the user allows it and a day has passed. Silent when nobody answers: nobody waits for this.
     *
     * @param news is told of a release the user has not been told of yet
     */
    public void askDaily(Consumer<Version> news) {
        if (!settings.settings().updates()) {
            return;
        }
        int mine = round;
        background.run("ask for a newer release", () -> {
            var service = updates.get();
            return service.due() && service.check() instanceof Standing.Newer(var newer)
                    ? Optional.of(new News(newer, service.isNews(newer))) : Optional.<News>empty();
        }, outcome -> fx.post(() -> {
            if (outcome instanceof Outcome.Done<Optional<News>>(var answer) && answer.isPresent()) {
                if (mine == round) {
                    show(answer.get().offer());
                }
                if (answer.get().fresh()) {
                    news.accept(answer.get().offer().version());
                }
            }
        }));
    }

    /** A newer release, and whether the user has not heard of it. */
    private record News(Offer offer, boolean fresh) {
    }

    void automatic(boolean daily) {
        settings.change(old -> old.withUpdates(daily));
    }

    /** Asks the feed now. */
    void check() {
        file = Optional.empty();
        run(texts.of("update.checking", host()), () -> updates.get().check(), standing -> {
            switch (standing) {
                case Standing.NoFeed _ -> state.set(state.get().atRest(Optional.empty(), Optional.empty()));
                case Standing.UpToDate _ -> {
                    offer = Optional.empty();
                    state.set(UpdatesState.NOTHING.at(state.get().feed(), state.get().automatic(),
                            texts.of("update.newest", updates.get().own())));
                }
                case Standing.Newer(var newer) -> show(newer);
            }
        });
    }

    private String host() {
        return updates.get().feedHost().orElse("");
    }

    private void show(Offer newer) {
        offer = Optional.of(newer);
        var words = texts.of("update.newer", newer.version(), day(newer.date()), updates.get().own());
        state.set(state.get().at(Optional.of(texts.of("update.automatic", host())), settings.settings().updates(),
                words).offering(newer.file().isPresent() ? words : words + " " + texts.of("update.no-package"),
                        newer.notes(texts.language()),
                        newer.file().map(it -> texts.of("update.download", Bytes.inWords(it.size())))));
    }

    /** Downloads the package and holds it against what the maker signed. */
    void download() {
        offer.ifPresent(wanted -> {
            long size = wanted.file().orElseThrow().size();
            int mine = round + 1;
            var told = fx.<Long>latest(bytes -> {
                if (mine == round && state.get().busy().isPresent()) {
                    state.set(state.get().busyWith(texts.of("update.progress", Bytes.inWords(bytes),
                            Bytes.inWords(size)), bytes / (double) size));
                }
            });
            run(texts.of("update.progress", Bytes.inWords(0), Bytes.inWords(size)),
                    () -> updates.get().download(wanted, told::accept), this::hold);
        });
    }

    private void hold(Path downloaded) {
        file = Optional.of(downloaded);
        var typed = updates.get().command(downloaded).map(command -> String.join(" ", command));
        var words = texts.of("update.verified", downloaded);
        state.set(state.get().holding(typed.isPresent() ? words : words + "\n" + texts.of("update.unpack"), typed));
    }

    /** Hands the package to the system's installer. */
    void open() {
        file.ifPresent(it -> {
            var held = state.get();
            run(texts.of("update.opening"), () -> updates.get().open(offer.orElseThrow(), it), opened -> {
                state.set(held);
                state.set(opened ? held.atRest(Optional.empty(), Optional.of(texts.of("update.opened")))
                        : held.atRest(Optional.of(texts.of("update.not-opened")), Optional.empty()));
            });
        });
    }

    void copyCommand() {
        state.get().command().ifPresent(command -> {
            copy.accept(command);
            state.set(state.get().atRest(Optional.empty(), Optional.of(texts.of("update.copied"))));
        });
    }

    /** Breaks off what is under way; nothing of it is kept. */
    void cancel() {
        round++;
        task.cancel();
        state.set(state.get().atRest(Optional.empty(), Optional.empty()));
    }

    private <T> void run(String words, Callable<T> work, Consumer<T> then) {
        int mine = ++round;
        state.set(state.get().busyWith(words, -1));
        task = background.run("releases", work, outcome -> fx.post(() -> {
            if (mine != round) {
                return;
            }
            switch (outcome) {
                case Outcome.Done<T>(var value) -> then.accept(value);
                case Outcome.Failed<T>(var failure) ->
                        state.set(state.get().atRest(Optional.of(texts.of(failure)), Optional.empty()));
            }
        }));
    }

    private String day(Instant at) {
        return day(LocalDate.ofInstant(at, ZoneId.systemDefault()));
    }

    private String day(LocalDate date) {
        return date.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(texts.language()));
    }

    ReadOnlyObjectProperty<UpdatesState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    @Override
    public void close() {
        round++;
        task.cancel();
        watching.close();
    }
}
