package dev.slipway.ui.sessions;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Engine;
import dev.slipway.ui.kit.OutputSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * A session's log, or another text that grows: its last lines, as they come. Lines arrive on the engine's thread, wait
 * here, and are handed to the FX thread together, so that a flood costs one job at a time.
 */
final class LogModel implements AutoCloseable {
    /** Lines that are kept; older ones go. */
    static final int MOST_LINES = 20_000;
    private static final int TAIL = 5_000;

    private final SessionsServices services;
    private final String name;
    private final OutputSource source;
    private final ObservableList<String> lines = FXCollections.observableArrayList();
    private final BooleanProperty follow = new SimpleBooleanProperty(true);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyIntegerWrapper found = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private Background.Task opening = () -> {
    };
    private Stream stream;

    /** The log of a session. */
    LogModel(SessionsServices services, String session) {
        this(services, session, output -> services.sessions().logs(session, TAIL, true, output));
    }

    /** Another text; the name is for the thread that reads it. */
    LogModel(SessionsServices services, String name, OutputSource source) {
        this.services = services;
        this.name = name;
        this.source = source;
    }

    /** Reads the log from its last lines on; what was read before goes. */
    void open() {
        closeStream();
        lines.clear();
        found.set(-1);
        state.set("");
        var mine = new Stream();
        stream = mine;
        opening = services.background().run("logs " + name, () -> {
            mine.follow(source.open(mine::take));
            return true;
        }, outcome -> {
            if (outcome instanceof Outcome.Failed<Boolean>(var failure) && !(failure instanceof Failure.Cancelled)) {
                services.fx().post(() -> state.set(services.texts().of(failure.title())));
            }
        });
    }

    /** One subscription: what it has delivered and nobody has shown yet. */
    private final class Stream {
        private final LogText output = new LogText();
        private final LogText errors = new LogText();
        private final ArrayDeque<String> waiting = new ArrayDeque<>();
        private Optional<Subscription> subscription = Optional.empty();
        private boolean posted;
        private boolean ended;
        private boolean closed;
        private boolean openShown;

        synchronized void follow(Subscription newest) {
            if (closed) {
                newest.close();
            } else {
                subscription = Optional.of(newest);
            }
        }

        synchronized void take(Engine.LogChunk chunk) {
            if (closed) {
                return;
            }
            ended |= chunk == Engine.LogChunk.END;
            waiting.addAll((chunk.fromErrors() ? errors : output).take(chunk.bytes()));
            while (waiting.size() > MOST_LINES) {
                waiting.removeFirst();
            }
            if (!posted) {
                posted = true;
                services.fx().post(this::show);
            }
        }

        private void show() {
            ArrayList<String> newest;
            boolean end;
            String open;
            synchronized (this) {
                posted = false;
                if (closed) {
                    return;
                }
                newest = new ArrayList<>(waiting);
                waiting.clear();
                open = output.open().isEmpty() ? errors.open() : output.open();
                end = ended;
            }
            add(newest, open);
            if (end) {
                state.set(services.texts().of("sessions.log.ended"));
            }
        }

        /** The last line shown may be one that is not complete yet. */
        private void add(ArrayList<String> newest, String open) {
            if (!open.isEmpty()) {
                newest.add(open);
            }
            if (openShown) {
                lines.removeLast();
            }
            openShown = !open.isEmpty();
            lines.addAll(newest);
            int over = lines.size() - MOST_LINES;
            if (over > 0) {
                lines.remove(0, over);
                found.set(Math.max(-1, found.get() - over));
            }
        }

        synchronized void close() {
            closed = true;
            subscription.ifPresent(Subscription::close);
        }
    }

    /** Goes to the next line that holds what is searched, from the top again after the last. */
    void findNext() {
        var wanted = search.get().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return;
        }
        for (int step = 1; step <= lines.size(); step++) {
            int at = Math.floorMod(found.get() + step, lines.size());
            if (lines.get(at).toLowerCase(Locale.ROOT).contains(wanted)) {
                follow.set(false);
                found.set(-1);
                found.set(at);
                state.set("");
                return;
            }
        }
        state.set(services.texts().of("sessions.log.not-found"));
    }

    void copy(String text) {
        services.clipboard().accept(text);
    }

    ObservableList<String> lines() {
        return lines;
    }

    BooleanProperty followProperty() {
        return follow;
    }

    StringProperty searchProperty() {
        return search;
    }

    ReadOnlyIntegerProperty foundProperty() {
        return found.getReadOnlyProperty();
    }

    ReadOnlyStringProperty stateProperty() {
        return state.getReadOnlyProperty();
    }

    private void closeStream() {
        opening.cancel();
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public void close() {
        closeStream();
    }
}
