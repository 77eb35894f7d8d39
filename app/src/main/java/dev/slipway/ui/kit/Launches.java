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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The launches that this window has begun, so that any page can cancel one. FX thread. */
public final class Launches {
    private final Sessions sessions;
    private final EnvironmentStore store;
    private final Background background;
    private final Fx fx;
    private final Consumer<Failure> unseen;
    private final Map<String, Background.Task> running = new ConcurrentHashMap<>();

    /**
     * Launches into {@code sessions}.
     *
     * @param unseen told on the FX thread of a failure that no session shows
     */
    public Launches(Sessions sessions, EnvironmentStore store, Background background, Fx fx,
            Consumer<Failure> unseen) {
        this.sessions = sessions;
        this.store = store;
        this.background = background;
        this.fx = fx;
        this.unseen = unseen;
    }

    /** Keeps the environment, makes its project folder where there is none, and starts it. */
    public void start(Environment environment) {
        run(environment.name(), () -> {
            makeFolder(environment);
            store.save(environment);
            return sessions.launch(environment);
        });
    }

    /** Starts the container of a stopped session again. */
    public void startAgain(String name, Consumer<Failure> failed) {
        run(name, () -> sessions.start(name), failed);
    }

    private void run(String name, java.util.concurrent.Callable<?> work) {
        run(name, work, failure -> {
            boolean seen = sessions.list().stream().anyMatch(session -> session.name().equals(name)
                    && session.state() instanceof SessionState.Failed);
            if (!seen) {
                unseen.accept(failure);
            }
        });
    }

    private void run(String name, java.util.concurrent.Callable<?> work, Consumer<Failure> failed) {
        var ended = new java.util.concurrent.atomic.AtomicBoolean();
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

    private static void makeFolder(Environment environment) throws FailureException {
        if (environment.project().isEmpty() || Files.exists(environment.project().get())) {
            return;
        }
        var folder = environment.project().get();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new FailureException(
                    new Failure.BadInput(Text.of("launch.folder-not-made", folder.toString()), e.toString()), e);
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
