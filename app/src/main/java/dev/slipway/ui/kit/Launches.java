package dev.slipway.ui.kit;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Text;
import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.session.SessionState;
import dev.slipway.session.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The launches that this window has begun, so that any page can cancel one. FX thread. */
public final class Launches {
    private final Sessions sessions;
    private final EnvironmentStore store;
    private final Background background;
    private final Fx fx;
    private final Consumer<Failure> unseen;
    private final boolean simulated;
    private final Map<String, Background.Task> running = new ConcurrentHashMap<>();

    /**
     * Launches into {@code sessions}.
     *
     * @param unseen told on the FX thread of a failure that no session shows
     */
    public Launches(Sessions sessions, EnvironmentStore store, Background background, Fx fx,
            Consumer<Failure> unseen) {
        this(sessions, store, background, fx, unseen, false);
    }

    /** The same; in a simulation no project folder is made, since nothing there changes the computer. */
    public Launches(Sessions sessions, EnvironmentStore store, Background background, Fx fx,
            Consumer<Failure> unseen, boolean simulated) {
        this.simulated = simulated;
        this.sessions = sessions;
        this.store = store;
        this.background = background;
        this.fx = fx;
        this.unseen = unseen;
    }

    /** Makes the project folder where there is none, starts the environment, and keeps it once it is up. */
    public void start(Environment environment) {
        run(environment.name(), () -> launch(environment));
    }

    /** The same for a page that shows by itself what goes wrong; {@code failed} is told on the FX thread. */
    public void start(Environment environment, Consumer<Failure> failed) {
        run(environment.name(), () -> launch(environment), failed);
    }

    private Path launch(Environment environment) throws FailureException, InterruptedException {
        var made = simulated ? List.<Path>of() : makeFolder(environment);
        try {
            sessions.launch(environment);
        } catch (FailureException | InterruptedException e) {
            removeEmpty(made);
            throw e;
        }
        return store.save(environment);
    }

    /** Starts the container of a stopped session again. */
    public void startAgain(String name, Consumer<Failure> failed) {
        run(name, () -> sessions.start(name), failed);
    }

    private void run(String name, Callable<?> work) {
        run(name, work, failure -> {
            boolean seen = sessions.list().stream().anyMatch(session -> session.name().equals(name)
                    && session.state() instanceof SessionState.Failed);
            if (!seen) {
                unseen.accept(failure);
            }
        });
    }

    private void run(String name, Callable<?> work, Consumer<Failure> failed) {
        var ended = new AtomicBoolean();
        var task = background.run("launch " + name, work::call, outcome -> {
            ended.set(true);
            running.remove(name);
            if (outcome instanceof Outcome.Failed<?>(var failure) && !(failure instanceof Failure.Cancelled)) {
                fx.post(() -> failed.accept(failure));
            }
        });
        running.put(name, task);
        if (ended.get()) {
            running.remove(name);
        }
    }

    /** Makes the folder and those above it; gives what was made, the innermost first. */
    private static List<Path> makeFolder(Environment environment) throws FailureException {
        var missing = new ArrayList<Path>();
        var folder = environment.project().orElse(null);
        for (var at = folder; at != null && !Files.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        if (missing.isEmpty()) {
            return missing;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            removeEmpty(missing);
            throw new FailureException(
                    new Failure.BadInput(Text.of("launch.folder-not-made", folder.toString()), e.toString()), e);
        }
        return missing;
    }

    private static void removeEmpty(List<Path> folders) {
        for (var folder : folders) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException _) {
                // Something lies in it now, so it is no longer ours to remove.
                return;
            }
        }
    }

    /** Whether a launch of this name is under way here. Any thread. */
    public boolean cancellable(String name) {
        return running.containsKey(name);
    }

    /** Breaks a launch off; what it made is removed. */
    public void cancel(String name) {
        var task = running.get(name);
        if (task != null) {
            task.cancel();
        }
    }
}
