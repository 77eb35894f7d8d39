package dev.slipway.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.engine.Engine;
import dev.slipway.engine.PullProgress;
import dev.slipway.testbed.TestBed;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls, terminals, events and interrupts, on real engines. */
@Tag("engine")
@Timeout(120)
class StreamsTest {
    private static final List<String> SLEEP = List.of("sleep", "600");

    private TestBed bed;

    @BeforeEach
    void openBed() {
        bed = TestBed.open();
    }

    @AfterEach
    void closeBed() {
        bed.close();
    }

    @Test
    void aPullShowsItsProgressAndLeavesTheImage() throws Exception {
        var engine = bed.docker();
        removeImage("docker");
        var seen = Collections.synchronizedList(new ArrayList<PullProgress>());
        engine.pull(bed.pullImage(), seen::add);
        assertTrue(seen.size() >= 3, "reports: " + seen.size());
        for (int i = 1; i < seen.size(); i++) {
            assertTrue(seen.get(i).bytesDone() >= seen.get(i - 1).bytesDone(), "bytes went back: " + seen);
            assertTrue(seen.get(i).layersDone() >= seen.get(i - 1).layersDone(), "layers went back: " + seen);
        }
        var last = seen.getLast();
        assertEquals(PullProgress.Phase.DONE, last.phase());
        assertEquals(last.layers(), last.layersDone());
        assertTrue(seen.stream().anyMatch(progress -> progress.phase() == PullProgress.Phase.DOWNLOADING
                && progress.bytesTotal() > 8 << 20 && progress.bytesPerSecond() > 0), seen.toString());
        assertTrue(engine.imageConfig(bed.pullImage()).isPresent());
        seen.clear();
        engine.pull(bed.pullImage(), seen::add);
        assertEquals(PullProgress.Phase.DONE, seen.getLast().phase());
        removeImage("docker");
    }

    /** The contract has no removal of images; the test does it with the engine's own call. */
    private void removeImage(String name) throws Exception {
        try (var http = new EngineHttp(bed.endpoint(name).uri())) {
            http.delete("/images/" + EngineHttp.encode(bed.pullImage()) + "?force=true");
        } catch (ApiError e) {
            assertEquals(404, e.status());
        }
    }

    @Test
    void aPullOfWhatDoesNotExistSaysSo() {
        var engine = bed.docker();
        for (var image : List.of(bed.property("registry") + "/slipway-test/none:1",
                bed.pullImage().replace(":1", ":2"))) {
            var error = assertThrows(FailureException.class, () -> engine.pull(image, _ -> { }));
            assertInstanceOf(Failure.ImageNotFound.class, error.failure(), error.getMessage());
        }
        var nowhere = assertThrows(FailureException.class, () -> engine.pull("localhost:1/none:1", _ -> { }));
        assertEquals("localhost:1", assertInstanceOf(Failure.NetworkFailed.class, nowhere.failure()).host());
    }

    @Test
    void aPullOntoAFullDiskSaysSo() {
        var error = assertThrows(FailureException.class,
                () -> bed.dockerSmallDisk().pull(bed.pullImage(), _ -> { }));
        assertInstanceOf(Failure.DiskFull.class, error.failure(), error.getMessage());
    }

    @Test
    void anInterruptEndsAPull() throws Exception {
        var engine = bed.dockerClassic();
        removeImage("dockerClassic");
        var begun = new CompletableFuture<Void>();
        var ended = new CompletableFuture<Outcome<Void>>();
        var task = Background.virtualThreads().run("pull", () -> {
            engine.pull(bed.pullImage(), progress -> {
                begun.complete(null);
            });
            return null;
        }, ended::complete);
        begun.get(20, TimeUnit.SECONDS);
        task.cancel();
        var outcome = ended.get(5, TimeUnit.SECONDS);
        assertInstanceOf(Failure.Cancelled.class,
                assertInstanceOf(Outcome.Failed.class, outcome, outcome.toString()).failure());
        assertTrue(engine.imageConfig(bed.pullImage()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman"})
    void anInterruptEndsACallThatWaits(String name) throws Exception {
        var engine = bed.engine(name);
        var id = engine.create(bed.spec(engine, "wait", List.of("sh", "-c", "trap '' TERM; sleep 600 & wait; wait")));
        engine.start(id);
        var ended = new CompletableFuture<Outcome<Void>>();
        var task = Background.virtualThreads().run("stop", () -> {
            engine.stop(id, Duration.ofSeconds(60));
            return null;
        }, ended::complete);
        Thread.sleep(1000);
        task.cancel();
        assertInstanceOf(Outcome.Failed.class, ended.get(5, TimeUnit.SECONDS));
    }

    /** A terminal and what it has printed. */
    private record Screen(Engine.Terminal terminal, List<byte[]> pieces, CompletableFuture<Integer> exit) {
        String text() {
            var all = new java.io.ByteArrayOutputStream();
            pieces.forEach(all::writeBytes);
            return all.toString(StandardCharsets.UTF_8);
        }

        void type(String text) throws FailureException {
            terminal.write(text.getBytes(StandardCharsets.UTF_8));
        }

        void awaits(String text) throws InterruptedException {
            TestBed.await("“" + text + "” on the screen", 20, () -> text().contains(text));
        }
    }

    private Screen terminal(Engine engine, String id, int columns, int rows) throws Exception {
        var pieces = new CopyOnWriteArrayList<byte[]>();
        var exit = new CompletableFuture<Integer>();
        var terminal = engine.terminal(id, List.of("sh"), Map.of("TERM", "xterm-256color", "WHO", "你好"), columns, rows,
                pieces::add, exit::complete);
        return new Screen(terminal, pieces, exit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void aTerminalTypesResizesAndEnds(String name) throws Exception {
        var engine = bed.engine(name);
        var id = engine.create(bed.spec(engine, "tty", SLEEP));
        engine.start(id);
        var screen = terminal(engine, id, 91, 33);
        screen.type("stty size; echo A$((1+1))B\n");
        screen.awaits("33 91");
        screen.awaits("A2B");
        screen.type("echo $TERM-$WHO-grüße-🚢\n");
        screen.awaits("xterm-256color-你好-grüße-🚢");
        screen.terminal().resize(132, 50);
        screen.type("stty size; echo done$((2+2))\n");
        screen.awaits("done4");
        assertTrue(screen.text().contains("50 132"), screen.text());
        screen.type("sleep 100\n");
        Thread.sleep(300);
        screen.terminal().write(new byte[] {3});
        screen.type("echo after$((3+3))\n");
        screen.awaits("after6");
        screen.type("exit 42\n");
        assertEquals(42, screen.exit().get(10, TimeUnit.SECONDS));
        assertThrows(FailureException.class, () -> screen.type("late"));
    }

    @Test
    void aTerminalTakesAFloodBothWaysWithoutLoss() throws Exception {
        var engine = bed.docker();
        var id = engine.create(bed.spec(engine, "flood", SLEEP));
        engine.start(id);
        var screen = terminal(engine, id, 80, 24);
        screen.type("stty -echo; seq 1 50000; echo end$((5+5))\n");
        screen.awaits("end10");
        assertTrue(screen.text().contains("\r\n49999\r\n50000\r\n"));
        screen.terminal().close();
        assertEquals(-1, screen.exit().get(10, TimeUnit.SECONDS));
    }

    @Test
    void aTerminalEndsWithItsContainer() throws Exception {
        var engine = bed.docker();
        var id = engine.create(bed.spec(engine, "gone", SLEEP));
        engine.start(id);
        var screen = terminal(engine, id, 80, 24);
        screen.type("echo here$((1+0))\n");
        screen.awaits("here1");
        engine.remove(id);
        screen.exit().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void eventsTellOfTheLabelledContainersOnly(String name) throws Exception {
        var engine = bed.engine(name);
        var events = new CopyOnWriteArrayList<Engine.EngineEvent>();
        var connected = new CopyOnWriteArrayList<Boolean>();
        try (var _ = engine.events(TestBed.LABEL + "=" + bed.run(), events::add, connected::add)) {
            TestBed.await("the subscription", 10, () -> connected.contains(true));
            var id = engine.create(bed.spec(engine, "events", SLEEP));
            engine.start(id);
            engine.stop(id, Duration.ZERO);
            engine.remove(id);
            for (var action : List.of("create", "start", "die", "destroy")) {
                TestBed.await(action + " in " + events, 10, () -> events.contains(new Engine.EngineEvent(id, action)));
            }
            assertTrue(events.stream().allMatch(event -> event.containerId().equals(id)), events.toString());
        }
    }

    @Test
    void eventsGoOnAfterTheEngineWasRestarted() throws Exception {
        var engine = bed.docker();
        var events = new CopyOnWriteArrayList<Engine.EngineEvent>();
        var connected = new CopyOnWriteArrayList<Boolean>();
        try (var _ = engine.events(TestBed.LABEL + "=" + bed.run(), events::add, connected::add)) {
            TestBed.await("the subscription", 10, () -> connected.contains(true));
            bed.stopDocker();
            try {
                TestBed.await("the loss", 10, () -> connected.contains(false));
                var error = assertThrows(FailureException.class, engine::info);
                assertInstanceOf(Failure.EngineNotReachable.class, error.failure());
            } finally {
                bed.startDocker();
            }
            TestBed.await("the return", 10, () -> connected.getLast());
            var id = engine.create(bed.spec(engine, "again", SLEEP));
            TestBed.await("an event after it", 10, () -> events.contains(new Engine.EngineEvent(id, "create")));
        }
    }

    /**
     * Root may open any socket, so the question is asked by another Java machine without that privilege, at a socket
     * that is closed to everyone.
     */
    @Test
    void aSocketThatIsClosedToTheUserIsToldAsSuch(@TempDir Path dir) throws Exception {
        var socket = dir.resolve("closed.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, Set.of());
            var process = new ProcessBuilder("setpriv", "--bounding-set=-dac_override,-dac_read_search",
                    "--inh-caps=-dac_override,-dac_read_search",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    AskEngine.class.getName(), "unix://" + socket).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.endsWith("permission-denied " + socket), said);
        }
    }

    @Test
    void aClosedEngineSaysThatItIsNotReachable() throws Exception {
        var engine = bed.docker();
        engine.info();
        engine.close();
        var error = assertThrows(FailureException.class, engine::info);
        assertInstanceOf(Failure.EngineNotReachable.class, error.failure());
    }
}
