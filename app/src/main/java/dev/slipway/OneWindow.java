package dev.slipway;

import dev.slipway.base.Background;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One window a user: a second start hands its file to the window that is open. The lock is the system's and ends with
 * the process that holds it, so that none can be left behind; whatever goes wrong here, the second start opens a window
 * of its own. Folder, lock and socket are for this user alone.
 */
final class OneWindow implements AutoCloseable {
    /** The argument that starts with the simulated machine: a window of its own. */
    static final String TOUR = "--tour";
    private static final String GREETING = "slipway 1";
    private static final String TAKEN = "taken";
    private static final int LONGEST_PATH = 8 * 1024;
    /** Addresses of sockets have room for 104 bytes on macOS and 108 on Linux. */
    private static final int LONGEST_ADDRESS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final FileChannel lockFile;
    private final FileLock lock;
    private final Path socket;
    private volatile ServerSocketChannel server;
    private volatile boolean closed;

    private OneWindow(FileChannel lockFile, FileLock lock, Path socket) {
        this.lockFile = lockFile;
        this.lock = lock;
        this.socket = socket;
    }

    /** The environment's file among the arguments of a start. */
    static Optional<Path> file(List<String> arguments) {
        return arguments.stream().filter(argument -> !argument.startsWith("-") && argument.endsWith(".slipway"))
                .findFirst().map(Path::of);
    }

    /** The folder of lock and socket: the system's for such things where there is one, else that of logs. */
    static Path folder(Map<String, String> env, Path state) {
        var runtime = env.getOrDefault("XDG_RUNTIME_DIR", "");
        return env.getOrDefault("SLIPWAY_HOME", "").isBlank() && runtime.startsWith("/")
                && Files.isDirectory(Path.of(runtime)) ? Path.of(runtime, "slipway") : state.resolve("window");
    }

    /** What came of a claim to be the one window. */
    sealed interface Claim {
        /** This is it. */
        record First(OneWindow window) implements Claim {
        }

        /** Another is, and has taken the file. */
        record HandedOver() implements Claim {
        }

        /** Another is and does not answer, or none can be on this system: this is a window beside others. */
        record Alone() implements Claim {
        }
    }

    /**
     * Claims to be the one window. Some milliseconds where no other is open.
     *
     * @param patience how long another window that is just starting, or ending, is waited for
     */
    static Claim claim(Path folder, Optional<Path> file, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            makePrivate(folder);
            if (unusable(folder, file)) {
                return new Claim.Alone();
            }
            do {
                var window = lock(folder);
                if (window.isPresent()) {
                    return new Claim.First(window.get());
                }
                switch (ask(folder, file)) {
                    case TAKEN -> {
                        return new Claim.HandedOver();
                    }
                    case SILENCE -> {
                        return new Claim.Alone();
                    }
                    case NOBODY -> LockSupport.parkNanos(PAUSE_NANOS);
                }
            } while (System.nanoTime() < end);
        } catch (IOException e) {
            log().warn("Cannot look for a window that is open", e);
        }
        return new Claim.Alone();
    }

    /** Hands a file to the window that is open, or asks it to come to the front; false when none answers. */
    static boolean handOver(Path folder, Optional<Path> file) {
        return Files.exists(socket(folder)) && !unusable(folder, file) && ask(folder, file) == Answer.TAKEN;
    }

    private static Optional<OneWindow> lock(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve("window.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = tryLock(channel);
        if (lock.isEmpty()) {
            channel.close();
        }
        return lock.map(held -> new OneWindow(channel, held, socket(folder)));
    }

    private static Path socket(Path folder) {
        return folder.resolve("window.sock");
    }

    private static boolean unusable(Path folder, Optional<Path> file) {
        var path = path(file);
        return socket(folder).toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_ADDRESS
                || path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH || path.indexOf('\n') >= 0;
    }

    private static String path(Optional<Path> file) {
        return file.map(Path::toAbsolutePath).map(Path::toString).orElse("");
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException _) {
            // Held within this process, as happens in tests.
            return Optional.empty();
        }
    }

    /** Whoever may enter the folder could hand files to the window, so nobody else may. */
    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (UnsupportedOperationException e) {
            log().debug("The user's own folders are private on this system", e);
        }
    }

    private enum Answer {
        TAKEN, SILENCE, NOBODY
    }

    private static Answer ask(Path folder, Optional<Path> file) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket(folder)))) {
            channel.write(ByteBuffer.wrap((GREETING + "\n" + path(file) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.configureBlocking(false);
            if (lines(channel, 1, TAKEN.length() + 1).equals(List.of(TAKEN))) {
                return Answer.TAKEN;
            }
            log().warn("The window that is open does not answer in {}", folder);
            return Answer.SILENCE;
        } catch (IOException e) {
            // A window that is just starting, or what a crash has left.
            log().debug("Nobody listens in {}", folder, e);
            return Answer.NOBODY;
        }
    }

    /** Reads so many lines, of at most so many bytes; none when they do not come whole in a second. */
    private static List<String> lines(SocketChannel channel, int count, int most) throws IOException {
        var bytes = ByteBuffer.allocate(most);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (bytes.hasRemaining() && System.nanoTime() < end) {
            int read = channel.read(bytes);
            var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            if (text.endsWith("\n") && text.chars().filter(c -> c == '\n').count() == count) {
                return List.of(text.substring(0, text.length() - 1).split("\n", -1));
            }
            if (read < 0) {
                break;
            }
            if (read == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return List.of();
    }

    /**
     * Answers further starts from now on.
     *
     * @param asked told on a background thread of each, with its file where it has one
     */
    void listen(Background background, Consumer<Optional<Path>> asked) {
        background.run("listen for further starts", () -> {
            serve(asked);
            return true;
        }, _ -> {
        });
    }

    private void serve(Consumer<Optional<Path>> asked) throws IOException {
        // What a crash has left behind; the lock says that nobody uses it.
        Files.deleteIfExists(socket);
        try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server = listening;
            listening.bind(UnixDomainSocketAddress.of(socket));
            while (!closed) {
                try (var channel = listening.accept()) {
                    answer(channel, asked);
                } catch (IOException | IllegalArgumentException e) {
                    if (!closed) {
                        log().warn("A further start could not be answered", e);
                    }
                }
            }
        }
    }

    private static void answer(SocketChannel channel, Consumer<Optional<Path>> asked) throws IOException {
        channel.configureBlocking(false);
        var words = lines(channel, 2, LONGEST_PATH + GREETING.length() + 2);
        if (words.size() != 2 || !words.getFirst().equals(GREETING)) {
            throw new IOException("Not a start of Slipway");
        }
        var file = words.get(1).isEmpty() ? Optional.<Path>empty() : Optional.of(Path.of(words.get(1)));
        if (file.isPresent() && !file.get().isAbsolute()) {
            throw new IOException("Not an absolute path");
        }
        channel.configureBlocking(true);
        channel.write(ByteBuffer.wrap((TAKEN + "\n").getBytes(StandardCharsets.UTF_8)));
        log().info("Another start asks for the window, with {}", file.map(Path::toString).orElse("no file"));
        asked.accept(file);
    }

    @Override
    public void close() {
        closed = true;
        try (lockFile) {
            var listening = server;
            if (listening != null) {
                listening.close();
            }
            Files.deleteIfExists(socket);
            lock.release();
        } catch (IOException e) {
            log().info("The lock of the window was not given back in order; it ends with the program", e);
        }
    }

    /** Not a constant: a start asks this class first, and need not wait for the log before JavaFX is on its way. */
    private static Logger log() {
        return LoggerFactory.getLogger(OneWindow.class);
    }
}
