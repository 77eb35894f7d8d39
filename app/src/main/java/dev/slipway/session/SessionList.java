package dev.slipway.session;

import dev.slipway.base.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What the engine says, with what Slipway itself has under way laid over it. Listeners get each list in order and only
 * when it differs from the one before. Thread-safe.
 */
final class SessionList {
    private static final Comparator<Session> ORDER = Comparator
            .comparing((Session session) -> session.state() instanceof SessionState.Stopped
                    || session.state() instanceof SessionState.Failed)
            .thenComparing(Session::name);

    private final List<Consumer<List<Session>>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Session> underWay = new HashMap<>();
    private final Set<String> stopping = new HashSet<>();
    private List<Session> fromEngine = List.of();
    private volatile List<Session> shown = List.of();

    List<Session> shown() {
        return shown;
    }

    synchronized Subscription watch(Consumer<List<Session>> listener) {
        listeners.add(listener);
        listener.accept(shown);
        return () -> listeners.remove(listener);
    }

    Optional<Session> find(String name) {
        return shown.stream().filter(session -> session.name().equals(name)).findFirst();
    }

    /** The first colour that no session has; they repeat when all are taken. */
    int freeColour() {
        var used = new HashSet<Integer>();
        shown.forEach(session -> used.add(session.colour()));
        for (int colour = 0; colour < Labels.COLOURS; colour++) {
            if (!used.contains(colour)) {
                return colour;
            }
        }
        return shown.size() % Labels.COLOURS;
    }

    /** What the engine holds now, whole. */
    synchronized void engineSays(List<Session> sessions) {
        fromEngine = List.copyOf(sessions);
        tell();
    }

    /** Shows a launch; false when the name is taken by anything but a failed launch. */
    synchronized boolean begin(Session session) {
        var taken = find(session.name()).filter(other -> !(other.state() instanceof SessionState.Failed));
        if (taken.isPresent()) {
            return false;
        }
        underWay.put(session.name(), session);
        tell();
        return true;
    }

    /** Lays a session over what the engine says of it: a start under way. */
    synchronized void cover(Session session) {
        underWay.put(session.name(), session);
        tell();
    }

    synchronized void change(String name, UnaryOperator<Session> change) {
        if (underWay.computeIfPresent(name, (_, session) -> change.apply(session)) != null) {
            tell();
        }
    }

    /** From now on the engine alone says what the session does. */
    synchronized void uncover(String name) {
        if (underWay.remove(name) != null) {
            tell();
        }
    }

    synchronized void dismiss(String name) {
        if (underWay.get(name) instanceof Session session && session.state() instanceof SessionState.Failed) {
            uncover(name);
        }
    }

    synchronized void stopping(String containerId, boolean now) {
        if (now ? stopping.add(containerId) : stopping.remove(containerId)) {
            tell();
        }
    }

    private void tell() {
        var all = new ArrayList<Session>();
        for (var session : fromEngine) {
            if (!underWay.containsKey(session.name())) {
                boolean stops = session.state() instanceof SessionState.Running
                        && session.containerId().filter(stopping::contains).isPresent();
                all.add(stops ? with(session, new SessionState.Stopping()) : session);
            }
        }
        all.addAll(underWay.values());
        all.sort(ORDER);
        if (!all.equals(shown)) {
            shown = List.copyOf(all);
            listeners.forEach(listener -> listener.accept(shown));
        }
    }

    static Session with(Session session, SessionState state) {
        return session.withState(state);
    }
}
