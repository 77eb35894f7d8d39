package dev.slipway.ui.sessions;

import dev.slipway.ui.kit.OutputSource;
import dev.slipway.ui.kit.Terminals;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The dock: which terminals and logs are open, in the order of their tabs. FX thread. */
final class DockModel implements AutoCloseable {
    private final SessionsServices services;
    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final ObjectProperty<Entry> selected = new SimpleObjectProperty<>();
    private final ObservableList<String> running = FXCollections.observableArrayList();

    /** A tab. */
    sealed interface Entry {
        /** The session it belongs to. */
        String session();

        /** What its tab says. */
        String title();
    }

    /** A terminal; a session can have several. */
    static final class TerminalEntry implements Entry {
        private final String session;
        private final String title;

        TerminalEntry(String session, String title) {
            this.session = session;
            this.title = title;
        }

        @Override
        public String session() {
            return session;
        }

        @Override
        public String title() {
            return title;
        }
    }

    /** What another part of the program shows here; {@code key} tells one from another. */
    record PaneEntry(String key, String session, String title, Supplier<Terminals.Pane> pane) implements Entry {
    }

    /** A session's log, or another text of it. */
    record LogEntry(String session, String title, LogModel log) implements Entry {
    }

    DockModel(SessionsServices services) {
        this.services = services;
    }

    ObservableList<Entry> entries() {
        return entries;
    }

    ObjectProperty<Entry> selectedProperty() {
        return selected;
    }

    /** The sessions in which a terminal can be opened. */
    ObservableList<String> running() {
        return running;
    }

    void sessions(List<String> names) {
        if (!running.equals(names)) {
            running.setAll(names);
        }
    }

    void openTerminal(String session) {
        open(new TerminalEntry(session, services.texts().of("sessions.dock.terminal", session)));
    }

    void openLogs(String session) {
        var title = services.texts().of("sessions.dock.logs", session);
        for (var entry : entries) {
            if (entry instanceof LogEntry && entry.session().equals(session) && entry.title().equals(title)) {
                selected.set(entry);
                return;
            }
        }
        var log = new LogModel(services, session);
        log.open();
        open(new LogEntry(session, title, log));
    }

    void openPane(String key, String session, String title, Supplier<Terminals.Pane> pane) {
        for (var entry : entries) {
            if (entry instanceof PaneEntry open && open.key().equals(key)) {
                selected.set(entry);
                return;
            }
        }
        open(new PaneEntry(key, session, title, pane));
    }

    void openOutput(String session, String title, OutputSource source) {
        for (var entry : entries) {
            if (entry instanceof LogEntry && entry.session().equals(session) && entry.title().equals(title)) {
                selected.set(entry);
                return;
            }
        }
        var log = new LogModel(services, title, source);
        log.open();
        open(new LogEntry(session, title, log));
    }

    private void open(Entry entry) {
        entries.add(entry);
        selected.set(entry);
    }

    void close(Entry entry) {
        if (entries.remove(entry) && entry instanceof LogEntry(_, _, var log)) {
            log.close();
        }
    }

    @Override
    public void close() {
        List.copyOf(entries).forEach(this::close);
    }
}
