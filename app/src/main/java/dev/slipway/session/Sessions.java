package dev.slipway.session;

import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Engine;
import dev.slipway.environment.Environment;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The sessions of this user on the engine in use. All methods that throw {@link InterruptedException} block and belong
 * on a background thread. Thread-safe.
 */
public interface Sessions extends AutoCloseable {

    /** The newest list, running ones first, then by name; never blocks. */
    List<Session> list();

    /** Calls {@code listener} at once with the list and again after every change, on any thread, until closed. */
    Subscription watch(Consumer<List<Session>> listener);

    /** Asks the engine anew. */
    void refresh() throws FailureException, InterruptedException;

    /**
     * Starts an environment and returns when it is up (Jupyter answering, if asked for). The session shows as
     * Preparing from the first moment. An interrupt cancels; a failed or cancelled launch removes what it made.
     */
    Session launch(Environment environment) throws FailureException, InterruptedException;

    /** Stops a session's container; its files inside stay until it is removed. */
    void stop(String name) throws FailureException, InterruptedException;

    /** Starts the container of a stopped session again, with the same ports and token. */
    Session start(String name) throws FailureException, InterruptedException;

    /** Removes a session's container and everything that was written inside it, outside the project folder. */
    void remove(String name) throws FailureException, InterruptedException;

    /** Forgets a failed launch. */
    void dismiss(String name);

    /** The address of a session's Jupyter server with its token, once it answers (waits up to 60 seconds). */
    URI jupyter(String name) throws FailureException, InterruptedException;

    /**
     * Opens a shell in a session: the best one inside, in the working folder, as the session's user, with UTF-8.
     *
     * @param command instead of a shell when not empty
     */
    Engine.Terminal terminal(String name, List<String> command, int columns, int rows, Consumer<byte[]> output,
            Consumer<Integer> ended) throws FailureException, InterruptedException;

    /**
     * Runs a command, or a shell, in a session to its end without a terminal.
     *
     * @param command instead of a shell when not empty
     * @param input what is typed or piped in; its end is passed on
     * @param output called for each piece, in order, on the calling thread
     * @return the exit code; -1 when it is not known
     */
    int pipe(String name, List<String> command, InputStream input, Consumer<Engine.LogChunk> output)
            throws FailureException, InterruptedException;

    /** Follows a session's output. */
    Subscription logs(String name, int tail, boolean follow, Consumer<Engine.LogChunk> output)
            throws FailureException, InterruptedException;

    /** A session that runs, with its container and engine, for what goes on inside it; see the engine for threads. */
    Held held(String name) throws FailureException, InterruptedException;

    /**
     * A running session to work in.
     *
     * @param session as it is now
     * @param engine the engine it runs on; the caller does not close it
     * @param containerId its container
     */
    record Held(Session session, Engine engine, String containerId) {
    }

    /** Which process id belongs to which session, for those of {@code pids} that belong to one. */
    Map<Long, String> owners(List<Long> pids);

    @Override
    void close();
}
