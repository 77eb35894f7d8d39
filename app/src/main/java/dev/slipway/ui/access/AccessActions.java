package dev.slipway.ui.access;

import dev.slipway.access.Access;
import dev.slipway.access.Editor;
import dev.slipway.access.WebPages;
import dev.slipway.base.Background;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.environment.Extras;
import dev.slipway.environment.FurtherPorts;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.session.Sessions;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Notices;
import dev.slipway.ui.kit.SessionAction;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What the menu of a session's card offers for other programs: editors, TensorBoard, web pages, SSH. FX thread. */
public final class AccessActions implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final Access access;
    private final Sessions sessions;
    private final Background background;
    private final Fx fx;
    private final Doors doors;
    private final Map<String, Look> looks = new HashMap<>();
    private final Subscription watching;
    private Set<Editor> installed = EnumSet.noneOf(Editor.class);

    /** What was found for TensorBoard in a container, and when; it was never looked at before when the time is 0. */
    private record Look(boolean offered, long at) {
    }

    /**
     * What it needs of the window.
     *
     * @param browser opens an address
     * @param clipboard takes words
     * @param consent asks whether a line may be written into the user's SSH configuration
     */
    public record Doors(Consumer<URI> browser, Consumer<String> clipboard, Consent consent, Notices notices) {
    }

    /** Asks a question and gives the answer, on the FX thread. */
    public interface Consent {
        /** Shows the line that would be written. */
        void ask(String line, Consumer<Boolean> answer);
    }

    /** Actions over these services; looks for editors in the background. */
    public AccessActions(Access access, Sessions sessions, Background background, Fx fx, Doors doors) {
        this.access = access;
        this.sessions = sessions;
        this.background = background;
        this.fx = fx;
        this.doors = doors;
        background.run("look for editors", access.editors()::installed, outcome -> fx.post(() -> {
            if (outcome instanceof Outcome.Done<List<Editor>>(var found)) {
                installed = found.isEmpty() ? installed : EnumSet.copyOf(found);
            }
        }));
        watching = sessions.watch(list -> fx.post(() -> list.stream().filter(AccessActions::runs)
                .filter(session -> session.containerId().filter(id -> !looks.containsKey(id)).isPresent())
                .forEach(this::tensorBoardOffered)));
    }

    /** All of them, in the order of the menu. */
    public List<SessionAction> all() {
        var actions = new ArrayList<SessionAction>();
        for (var editor : Editor.values()) {
            // Without any, the first stays and says what is missing.
            actions.add(new SessionAction("access.action.editor", "fth-code", session -> runs(session)
                    && (installed.contains(editor) || installed.isEmpty() && editor == Editor.CODE),
                    session -> open(session, editor), _ -> List.of(editor.title())));
        }
        actions.add(new SessionAction("access.action.tensorboard", "fth-trending-up", session -> runs(session)
                && tensorBoardOffered(session), session -> page(session, FurtherPorts.TENSORBOARD)));
        for (int place = 0; place < Extras.MOST_APPS; place++) {
            int mine = place;
            actions.add(new SessionAction("access.action.page", "fth-globe", session -> runs(session)
                    && app(session, mine).isPresent(), session -> app(session, mine).ifPresent(name ->
                            page(session, name)), session -> List.of(app(session, mine).orElse(""))));
        }
        actions.add(new SessionAction("access.action.ssh", "fth-key", session -> runs(session)
                && session.ports().containsKey(FurtherPorts.SSH), this::ssh));
        return List.copyOf(actions);
    }

    private static boolean runs(Session session) {
        return session.state() instanceof SessionState.Running;
    }

    private static Optional<String> app(Session session, int place) {
        var apps = session.environment().extras().apps();
        return place < apps.size() ? Optional.of(apps.get(place).name()) : Optional.empty();
    }

    /** What is known now; older than half a minute, it is looked at again for the next time. */
    private boolean tensorBoardOffered(Session session) {
        var id = session.containerId().orElse("");
        var known = looks.getOrDefault(id, new Look(false, 0));
        if (known.at() == 0 || System.nanoTime() - known.at() > LOOK_AGAIN.toNanos()) {
            looks.put(id, new Look(known.offered(), System.nanoTime()));
            background.run("look for TensorBoard", () -> access.pages().tensorBoardOffered(
                    sessions.held(session.name())), outcome -> fx.post(() -> {
                        if (outcome instanceof Outcome.Done<Boolean>(var offered)) {
                            looks.put(id, new Look(offered, System.nanoTime()));
                        }
                    }));
        }
        return known.offered();
    }

    private void open(Session session, Editor editor) {
        run("open " + editor.id(), () -> access.editors().open(sessions.held(session.name()), Optional.of(editor)),
                opened -> doors.notices().done(Text.of("access.editor.opened", session.name(), opened.title())));
    }

    private void page(Session session, String name) {
        if (WebPages.names(session).contains(name)) {
            run("open " + name, () -> access.pages().open(sessions.held(session.name()), name), doors.browser());
        }
    }

    /** Makes everything ready, asks once whether the user's configuration may know it, and hands the command over. */
    private void ssh(Session session) {
        run("prepare ssh", () -> {
            access.ssh().prepare(sessions.held(session.name()));
            return access.ssh().included() || access.ssh().asked();
        }, settled -> {
            if (settled) {
                copy(session, Optional.empty());
            } else {
                doors.consent().ask(access.ssh().include(), yes -> copy(session, Optional.of(yes)));
            }
        });
    }

    private void copy(Session session, Optional<Boolean> answer) {
        run("ssh command", () -> {
            if (answer.isPresent() && answer.get()) {
                access.ssh().agree();
            } else if (answer.isPresent()) {
                access.ssh().answered();
            }
            return access.ssh().prepare(sessions.held(session.name()));
        }, words -> {
            var line = String.join(" ", words);
            doors.clipboard().accept(line);
            doors.notices().done(Text.of("access.ssh.copied", line));
        });
    }

    private <T> void run(String name, Callable<T> work, Consumer<T> done) {
        background.run(name, work, outcome -> fx.post(() -> {
            switch (outcome) {
                case Outcome.Done<T>(var value) -> done.accept(value);
                case Outcome.Failed<T>(var failure) -> doors.notices().failed(failure);
            }
        }));
    }

    @Override
    public void close() {
        watching.close();
    }
}
