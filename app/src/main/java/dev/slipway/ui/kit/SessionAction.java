package dev.slipway.ui.kit;

import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Something a page or dialog of its own can do with a session; it stands in the menu of the session's card.
 *
 * @param key the words of the menu item
 * @param icon its icon's literal, such as "fth-play"
 * @param offered whether it makes sense for a session as it is now; quick, FX thread
 * @param run does it; FX thread, returns at once
 * @param arguments what stands in the words for {0} and so on
 */
public record SessionAction(String key, String icon, Predicate<Session> offered, Consumer<Session> run,
        Function<Session, List<Object>> arguments) {
    /** One whose words are always the same. */
    public SessionAction(String key, String icon, Predicate<Session> offered, Consumer<Session> run) {
        this(key, icon, offered, run, _ -> List.of());
    }

    /** One for sessions that run. */
    public static SessionAction whileRunning(String key, String icon, Consumer<Session> run) {
        return new SessionAction(key, icon,
                session -> session.state() instanceof SessionState.Running, run);
    }
}
