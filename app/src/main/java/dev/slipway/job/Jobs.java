package dev.slipway.job;

import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The jobs of this user's sessions. A job outlives the window, the terminal and the program that started it; it ends
 * with its session's container at the latest. All methods that throw {@link InterruptedException} block and belong on a
 * background thread. Thread-safe.
 */
public interface Jobs extends AutoCloseable {
    /** How long an interrupted job gets to end by itself, before it is told to terminate. */
    Duration GRACE = Duration.ofSeconds(10);

    /** How an interrupted job ended, or did not. */
    enum Stop {
        /** It was not running any more. */
        NOT_RUNNING,
        /** After SIGINT. */
        INTERRUPTED,
        /** After SIGTERM. */
        TERMINATED,
        /** After SIGKILL. */
        KILLED,
        /** It is still there, stuck in the kernel. */
        SURVIVED
    }

    /**
     * Starts a command in a running session and returns when its first process was seen, or has ended already. An
     * interrupt ends the waiting, not the job.
     */
    Job start(String session, List<String> command) throws FailureException, InterruptedException;

    /** The jobs of one session, newest first; each state is asked for anew. */
    List<Job> list(String session) throws FailureException, InterruptedException;

    /** The jobs of all sessions that are up or stopped, newest first; each state is asked for anew. */
    List<Job> list() throws FailureException, InterruptedException;

    /** The job of an id, or of the beginning or end of one where only one job has it. */
    Job find(String id) throws FailureException, InterruptedException;

    /**
     * Interrupts a job: SIGINT, after {@code grace} SIGTERM, after half of it SIGKILL, to all of its processes.
     *
     * @param id the whole id
     */
    Stop stop(String id, Duration grace) throws FailureException, InterruptedException;

    /**
     * Reads a job's output.
     *
     * @param id the whole id
     * @param tail how many of its newest bytes to begin with, at least
     * @param follow whether to go on until the job has ended
     * @param output called for each piece, on a thread of its own; at the end once with an empty one
     */
    Subscription output(String id, long tail, boolean follow, Consumer<byte[]> output)
            throws FailureException, InterruptedException;

    /** The last commands of an environment, newest first. Blocking. */
    List<List<String>> commands(String environment);

    /**
     * Calls {@code listener} soon with the jobs of all sessions, newest first, and again after every change, on any
     * thread, until closed. GPU memory is measured while someone watches.
     */
    Subscription watch(Consumer<List<Job>> listener);

    @Override
    void close();
}
