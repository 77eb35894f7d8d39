package dev.slipway.ui.sessions;

import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.gpu.Feed;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.session.Usage;
import dev.slipway.ui.kit.Formats;
import dev.slipway.ui.kit.OutputSource;
import dev.slipway.ui.kit.SessionNote;
import dev.slipway.ui.kit.Terminals;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The page of environments: a card for each session and each environment that is kept. FX thread. */
public final class SessionsModel implements AutoCloseable {
    private final SessionsServices services;
    private final DockModel dock;
    private final ObservableList<CardModel> cards = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper();
    private final Subscription watching;
    private final Consumer<Usage> newestUsage;
    private Function<String, Optional<SessionNote>> notes = _ -> Optional.empty();
    private List<Session> sessions = List.of();
    private List<EnvironmentStore.Stored> kept = List.of();
    private Optional<Usage> usage = Optional.empty();
    private Subscription sampling = () -> {
    };

    /** A page over these services. */
    public SessionsModel(SessionsServices services) {
        this.services = services;
        this.dock = new DockModel(services);
        this.newestUsage = services.fx().latest(newest -> {
            usage = Optional.of(newest);
            arrange();
        });
        this.watching = services.sessions().watch(services.fx().<List<Session>>latest(newest -> {
            sessions = newest;
            arrange();
            readKept();
        })::accept);
    }

    /** Samples are asked for only while someone looks. */
    void setShowing(boolean showing) {
        sampling.close();
        sampling = showing ? services.usage().listen(Feed.Pace.VISIBLE, newestUsage) : () -> {
        };
    }

    /** Looks at everything again. */
    public void refresh() {
        services.background().run("refresh sessions", () -> {
            services.sessions().refresh();
            return true;
        }, _ -> {
        });
        readKept();
    }

    private void readKept() {
        services.background().run("list environments", services.store()::list, outcome -> services.fx().post(() -> {
            // A folder that cannot be read shows when something is saved in it; the sessions matter more here.
            if (outcome instanceof Outcome.Done<List<EnvironmentStore.Stored>>(var list) && !list.equals(kept)) {
                kept = list;
                arrange();
            }
        }));
    }

    /** Opens a terminal in a session. */
    public void openTerminal(String session) {
        dock.openTerminal(session);
    }

    /** Opens something of a session in the dock, or brings it to the front where it is open; {@code key} names it. */
    public void openPane(String key, String session, String title, Supplier<Terminals.Pane> pane) {
        dock.openPane(key, session, title, pane);
    }

    /** Opens a text of a session that grows in the dock. */
    public void openOutput(String session, String title, OutputSource source) {
        dock.openOutput(session, title, source);
    }

    /** Shows on each card what this says of its session, from now on. */
    public void showNotes(Function<String, Optional<SessionNote>> words) {
        notes = words;
        arrange();
    }

    /** Asks for the notes anew. */
    public void notesChanged() {
        arrange();
    }

    void newEnvironment() {
        services.newEnvironment().run();
    }

    void openFile() {
        services.open().run();
    }

    DockModel dock() {
        return dock;
    }

    ObservableList<CardModel> cards() {
        return cards;
    }

    ReadOnlyStringProperty subtitleProperty() {
        return subtitle.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty emptyProperty() {
        return empty.getReadOnlyProperty();
    }

    /** Brings the cards in line with what is; a card keeps its identity, and with it focus and open questions. */
    private void arrange() {
        var wanted = new ArrayList<CardModel>();
        for (var session : sessions) {
            long bytes = bytes(session.name());
            var card = existing(session.name());
            var failed = card.flatMap(CardModel::failed);
            var now = Card.of(session, bytes, failed, services.launches().cancellable(session.name()),
                    services.clock().instant(), services.texts());
            wanted.add(shown(card, now, capacity(session)));
        }
        var names = sessions.stream().map(Session::name).collect(Collectors.toSet());
        for (var stored : kept) {
            if (!names.contains(stored.name())) {
                var card = existing(stored.name());
                wanted.add(shown(card, saved(stored, card.flatMap(CardModel::failed)), 1));
            }
        }
        if (!wanted.equals(cards)) {
            cards.setAll(wanted);
        }
        empty.set(wanted.isEmpty());
        subtitle.set(inWords());
        dock.sessions(sessions.stream().filter(session -> session.state() instanceof SessionState.Running)
                .map(Session::name).toList());
    }

    private Card saved(EnvironmentStore.Stored stored, Optional<Failure> failed) {
        return switch (stored.content()) {
            case Outcome.Done<Environment>(var environment) -> Card.saved(environment, failed, services.texts());
            case Outcome.Failed<Environment>(var failure) -> Card.unreadable(stored.name(), failure, services.texts());
        };
    }

    private Optional<CardModel> existing(String name) {
        return cards.stream().filter(card -> card.name().equals(name)).findFirst();
    }

    private CardModel shown(Optional<CardModel> card, Card now, double capacity) {
        var model = card.orElseGet(() -> new CardModel(services, dock, now, this::arrangeAndRead));
        model.show(now, capacity);
        model.noteProperty().set(notes.apply(model.name()));
        return model;
    }

    private void arrangeAndRead() {
        arrange();
        readKept();
    }

    private long bytes(String session) {
        return usage.stream().flatMap(now -> now.gpus().stream())
                .map(gpu -> gpu.bySession().get(session)).filter(Objects::nonNull).mapToLong(Long::longValue).sum();
    }

    /** The memory of the session's GPUs together. */
    private double capacity(Session session) {
        return usage.stream().flatMap(now -> now.gpus().stream())
                .filter(gpu -> session.gpus().contains(gpu.sample().uuid()))
                .mapToLong(gpu -> value(gpu.sample().memoryUsedBytes()) + value(gpu.sample().memoryFreeBytes())).sum();
    }

    private static long value(Reading<Long> reading) {
        return reading.orElse(0L);
    }

    private String inWords() {
        var texts = services.texts();
        long running = sessions.stream().filter(session -> session.state() instanceof SessionState.Running).count();
        if (cards.isEmpty()) {
            return texts.of("sessions.subtitle.empty");
        }
        if (running == 0) {
            return texts.of("sessions.subtitle.none-running");
        }
        long held = sessions.stream().mapToLong(session -> bytes(session.name())).sum();
        var count = texts.count("sessions.subtitle.running", running);
        return held > 0 ? texts.of("sessions.subtitle.held", count, Formats.gib(held)) : count;
    }

    @Override
    public void close() {
        watching.close();
        sampling.close();
        dock.close();
    }
}
