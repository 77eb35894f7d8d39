package dev.slipway.engine;

import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A container engine. Every call blocks (never on the FX thread), can be interrupted (an interrupt throws
 * {@link InterruptedException} and undoes nothing that the engine has done), and translates the engine's errors into
 * {@link dev.slipway.base.Failure}. Call-backs come on the engine's own threads and must return at once. Thread-safe.
 */
public interface Engine extends AutoCloseable {

    /** What the engine is and can do, asked anew. */
    EngineInfo info() throws FailureException, InterruptedException;

    /** All images on the engine, with their references. */
    List<LocalImage> images() throws FailureException, InterruptedException;

    /** The configuration of one local image; empty when the engine does not hold it. */
    Optional<ImageConfig> imageConfig(String reference) throws FailureException, InterruptedException;

    /**
     * Pulls an image. Returns when it is complete; an interrupt breaks the pull off.
     *
     * @param progress called as layers move, at most about 20 times a second
     */
    void pull(String reference, Consumer<PullProgress> progress) throws FailureException, InterruptedException;

    /**
     * Builds an image. Returns when it is complete; an interrupt breaks the build off, and what it had made until then
     * may stay: see {@link #images(String)}.
     *
     * @param progress called for every line of the build's log
     */
    void build(BuildRequest request, Consumer<BuildProgress> progress) throws FailureException, InterruptedException;

    /**
     * All images that carry a label, also those without a name, which builds leave between their steps.
     *
     * @param label "key" or "key=value"
     */
    List<LocalImage> images(String label) throws FailureException, InterruptedException;

    /**
     * Removes an image's name, and the image with it when it has no other. One that is gone already is fine; one that a
     * container uses, running or not, is refused.
     */
    void removeImage(String idOrName) throws FailureException, InterruptedException;

    /** Makes a container and gives its id. */
    String create(ContainerSpec spec) throws FailureException, InterruptedException;

    /** Starts a container that was made or has stopped. */
    void start(String id) throws FailureException, InterruptedException;

    /** Stops a container, killing it after {@code grace}. One that has stopped already is fine. */
    void stop(String id, Duration grace) throws FailureException, InterruptedException;

    /** Removes a container, running or not, with its anonymous volumes. One that is gone already is fine. */
    void remove(String id) throws FailureException, InterruptedException;

    /** All containers, running or not, that carry the label {@code label} (with any value). */
    List<Container> containers(String label) throws FailureException, InterruptedException;

    /** One container, by id or name; empty when there is none. */
    Optional<Container> container(String idOrName) throws FailureException, InterruptedException;

    /** CPU and memory of a running container, from two readings a moment apart; empty when it is not running. */
    Optional<ContainerStats> stats(String id) throws FailureException, InterruptedException;

    /** The host's process ids of a running container's processes, with their command lines. */
    List<ContainerProcess> processes(String id) throws FailureException, InterruptedException;

    /**
     * Follows a container's output.
     *
     * @param tail how many of the newest lines to begin with
     * @param follow whether to go on while the container runs
     * @param output called for each piece; at the end once with {@link LogChunk#END}
     */
    Subscription logs(String id, int tail, boolean follow, Consumer<LogChunk> output)
            throws FailureException, InterruptedException;

    /**
     * Runs a command in a running container to its end and collects what it prints, at most 1 MiB of each stream.
     *
     * @param timeout after which {@link dev.slipway.base.Failure.TimedOut} is thrown
     */
    ExecResult exec(String id, List<String> command, Duration timeout) throws FailureException, InterruptedException;

    /**
     * Runs a command in a running container to its end and hands on what it prints, as it comes. An interrupt ends the
     * waiting, not the command.
     *
     * @param output called for each piece, in order, on the calling thread
     * @return the exit code; -1 when the engine does not tell
     */
    int run(String id, Command command, Consumer<LogChunk> output) throws FailureException, InterruptedException;

    /**
     * Runs a command in a running container to its end, without a terminal, and gives it what is typed or piped in. The
     * end of {@code input} is passed on.
     *
     * @param input read on another thread
     * @param output called for each piece, in order, on the calling thread
     * @return the exit code; -1 when the engine does not tell
     */
    int pipe(String id, Command command, InputStream input, Consumer<LogChunk> output)
            throws FailureException, InterruptedException;

    /** Starts a command in a running container and leaves it to itself; its output goes nowhere. */
    void startDetached(String id, Command command) throws FailureException, InterruptedException;

    /**
     * Writes files into a container, which belong to root there.
     *
     * @param folder an absolute folder that is there
     * @param files by path below it; folders are made; at most 100 ASCII characters each
     */
    void copyInto(String id, String folder, Map<String, byte[]> files) throws FailureException, InterruptedException;

    /**
     * Starts a command with a terminal in a running container.
     *
     * @param environment variables set for the command
     * @param output receives what the command prints, in order; the array is the listener's to keep
     * @param ended called once with the exit code when the command or the connection ends (-1 when not known)
     */
    Terminal terminal(String id, List<String> command, Map<String, String> environment, int columns, int rows,
            Consumer<byte[]> output, Consumer<Integer> ended) throws FailureException, InterruptedException;

    /**
     * Watches containers that carry {@code label}. The subscription survives a restart of the engine: it retries every
     * two seconds, and calls {@code connection} with {@code false} when the events break off and at each retry that
     * fails, and with {@code true} when they come again (the caller must refresh then, since what happened meanwhile
     * sends no event).
     */
    Subscription events(String label, Consumer<EngineEvent> event, Consumer<Boolean> connection);

    @Override
    void close();

    /** A terminal in a container. Any thread. */
    interface Terminal extends AutoCloseable {
        /** Types bytes. */
        void write(byte[] bytes) throws FailureException;

        /** Tells the terminal its size in characters; both at least 1. */
        void resize(int columns, int rows) throws FailureException, InterruptedException;

        /** Hangs up. */
        @Override
        void close();
    }

    /**
     * A command for a running container, without a terminal.
     *
     * @param words the program and its arguments
     * @param environment variables set for it beside the container's
     * @param user "uid:gid"; the container's own when empty
     * @param workingDir the container's own when empty
     */
    record Command(List<String> words, Map<String, String> environment, Optional<String> user,
            Optional<String> workingDir) {
        /** Freezes the collections. */
        public Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }

        /** As the container's own user, in its own folder. */
        public static Command of(List<String> words) {
            return new Command(words, Map.of(), Optional.empty(), Optional.empty());
        }
    }

    /** How a command ended. */
    record ExecResult(int exitCode, String output, String errors) {
    }

    /** A piece of a container's output, with line ends as they came; bytes may cut characters. */
    record LogChunk(byte[] bytes, boolean fromErrors) {
        /** Says that no more comes. */
        public static final LogChunk END = new LogChunk(new byte[0], false);
    }

    /** A container changed: {@code action} is the engine's word (create, start, die, destroy, oom, ...). */
    record EngineEvent(String containerId, String action) {
    }

    /** A process of a container, with its id on the host. */
    record ContainerProcess(long pid, String command) {
    }

    /** CPU in percent of one core (can exceed 100), memory without file cache in bytes, the limit if there is one. */
    record ContainerStats(double cpuPercent, long memoryBytes, Optional<Long> memoryLimitBytes) {
    }
}
