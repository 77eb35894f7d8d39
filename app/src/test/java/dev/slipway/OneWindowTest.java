package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneWindowTest {
    private static final Optional<Path> FILE = Optional.of(Path.of("/srv/课程/lab 1.slipway"));
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private final List<Optional<Path>> asked = new CopyOnWriteArrayList<>();

    private OneWindow first() {
        return assertInstanceOf(OneWindow.Claim.First.class,
                OneWindow.claim(folder.resolve("w"), Optional.empty(), Duration.ZERO)).window();
    }

    private static void await(String what, BooleanSupplier condition) {
        var end = Instant.now().plus(SOON);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "waited in vain until " + what);
            LockSupport.parkNanos(20_000_000L);
        }
    }

    @Test
    void aFurtherStartHandsItsFileOver() throws IOException {
        try (var window = first()) {
            window.listen(Background.virtualThreads(), asked::add);
            await("it is handed over", () -> OneWindow.handOver(folder.resolve("w"), FILE));
            await("it is asked for", () -> asked.equals(List.of(FILE)));
            assertTrue(OneWindow.handOver(folder.resolve("w"), Optional.empty()));
            await("it comes to the front", () -> asked.equals(List.of(FILE, Optional.empty())));
            assertEquals("rwx------", PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(folder.resolve("w"))));
        }
        assertFalse(OneWindow.handOver(folder.resolve("w"), FILE), "nobody is there any more");
        first().close();
    }

    @Test
    void aWindowThatIsJustStartingIsWaitedFor() {
        try (var window = first()) {
            Background.virtualThreads().run("late", () -> {
                Thread.sleep(300);
                window.listen(Background.virtualThreads(), asked::add);
                return true;
            }, _ -> { });
            assertEquals(new OneWindow.Claim.HandedOver(), OneWindow.claim(folder.resolve("w"), FILE, SOON));
        }
    }

    @Test
    void aWindowThatEndsMakesRoom() {
        var window = first();
        Background.virtualThreads().run("end", () -> {
            Thread.sleep(300);
            window.close();
            return true;
        }, _ -> { });
        try (var next = assertInstanceOf(OneWindow.Claim.First.class,
                OneWindow.claim(folder.resolve("w"), FILE, SOON)).window()) {
            next.listen(Background.virtualThreads(), asked::add);
            await("the next one answers", () -> OneWindow.handOver(folder.resolve("w"), FILE));
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aWindowThatHangsHoldsNobodyUp() throws IOException {
        try (var _ = first(); var silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(folder.resolve("w/window.sock")));
            assertEquals(new OneWindow.Claim.Alone(), OneWindow.claim(folder.resolve("w"), FILE, SOON));
        }
    }

    @Test
    void whatACrashLeftIsNoHindrance() throws IOException {
        Files.createDirectories(folder.resolve("w"));
        Files.createFile(folder.resolve("w/window.lock"));
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(folder.resolve("w/window.sock")));
        }
        assertTrue(Files.exists(folder.resolve("w/window.sock")));
        assertFalse(OneWindow.handOver(folder.resolve("w"), FILE));
        try (var window = first()) {
            window.listen(Background.virtualThreads(), asked::add);
            await("it answers", () -> OneWindow.handOver(folder.resolve("w"), FILE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "GET / HTTP/1.1\n\n", "slipway 1\nrelative.slipway\n", "slipway 1\n\0/x\n",
        "slipway 2\n/x.slipway\n"})
    void nonsenseIsNotTaken(String words) throws IOException {
        try (var window = first()) {
            window.listen(Background.virtualThreads(), asked::add);
            await("it answers", () -> OneWindow.handOver(folder.resolve("w"), FILE));
            try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("w/window.sock")))) {
                channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)));
                channel.shutdownOutput();
                assertEquals(-1, channel.read(ByteBuffer.allocate(8)));
            }
            assertTrue(OneWindow.handOver(folder.resolve("w"), Optional.empty()), "it goes on listening");
            // The answer is sent before the window is told.
            await("both have come", () -> asked.equals(List.of(FILE, Optional.empty())));
        }
    }

    @Test
    void aFolderThatCannotBeMadeMeansAWindowOfItsOwn() throws IOException {
        Files.createFile(folder.resolve("w"));
        assertEquals(new OneWindow.Claim.Alone(), OneWindow.claim(folder.resolve("w"), FILE, SOON));
        assertEquals(new OneWindow.Claim.Alone(), OneWindow.claim(folder.resolve("x".repeat(120)), FILE, SOON));
    }

    @Test
    void theSystemsFolderIsUsedWhereThereIsOne() {
        var state = Path.of("/state");
        assertEquals(folder.resolve("slipway"), OneWindow.folder(Map.of("XDG_RUNTIME_DIR", folder.toString()), state));
        assertEquals(state.resolve("window"), OneWindow.folder(Map.of(), state));
        assertEquals(state.resolve("window"), OneWindow.folder(Map.of("XDG_RUNTIME_DIR", "/no/such"), state));
        assertEquals(state.resolve("window"), OneWindow.folder(Map.of("XDG_RUNTIME_DIR", folder.toString(),
                "SLIPWAY_HOME", "/elsewhere"), state));
    }

    /** Two real processes, and a third after the first was killed. */
    @Test
    void twoStartsAreOneWindow() throws Exception {
        var file = Files.writeString(folder.resolve("lab.slipway"), "slipway: 1\nname: lab\nimage: a/b:1\n");
        var first = program();
        try {
            await("the first listens", () -> Files.exists(folder.resolve("home/state/window/window.sock")));
            var second = program(file.toString());
            assertTrue(second.waitFor(60, TimeUnit.SECONDS), "the second ends");
            assertEquals(0, second.exitValue());
            await("the first has the file", () -> said("Another start asks for the window, with " + file));
            assertTrue(first.isAlive());
            first.destroyForcibly().waitFor();
            var third = program(file.toString());
            try {
                // The socket that the first has left behind is no answer.
                await("the third is the window now", () -> OneWindow.handOver(folder.resolve("home/state/window"),
                        Optional.empty()));
                assertTrue(third.isAlive());
            } finally {
                third.destroyForcibly().waitFor();
            }
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    private boolean said(String words) {
        var logs = folder.resolve("home/state/log");
        if (!Files.isDirectory(logs)) {
            return false;
        }
        try (var files = Files.list(logs)) {
            for (var log : files.toList()) {
                if (Files.readString(log).contains(words)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Process program(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Dglass.platform=Headless",
                "-Dprism.order=sw", "-cp", System.getProperty("java.class.path"), "dev.slipway.Main"));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile()));
        builder.environment().put("SLIPWAY_HOME", folder.resolve("home").toString());
        builder.environment().put("DOCKER_HOST", "unix://" + folder.resolve("no-engine.sock"));
        return builder.start();
    }
}
