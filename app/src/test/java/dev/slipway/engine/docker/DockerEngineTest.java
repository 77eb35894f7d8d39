package dev.slipway.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Container;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.GpuRequest;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.testbed.TestBed;
import java.io.ByteArrayOutputStream;
import java.net.ServerSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("engine")
@Timeout(120)
class DockerEngineTest {
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
    void dockerWithCdiTellsItsNames() throws Exception {
        var info = bed.docker().info();
        assertEquals(EngineInfo.Kind.DOCKER, info.kind());
        assertTrue(info.version().major() >= 25, info.version().text());
        assertEquals(Set.of(GpuAccess.CDI), info.gpuAccess());
        assertEquals(List.of("nvidia.com/gpu=0", "nvidia.com/gpu=1", "nvidia.com/gpu=all"), info.cdiDevices());
        assertTrue(info.freeDiskBytes().orElse(0L) > 0);
        assertEquals("amd64", info.arch());
        assertFalse(info.rootless() || info.snap() || info.desktopVm());
    }

    @Test
    void dockerWithNvidiasHookOffersTheClassicWayOnly() throws Exception {
        var info = bed.dockerClassic().info();
        assertEquals(Set.of(GpuAccess.NVIDIA_RUNTIME), info.gpuAccess());
        assertEquals(List.of(), info.cdiDevices());
    }

    @Test
    void dockerWithNeitherOffersNothing() throws Exception {
        assertEquals(Set.of(), bed.dockerSmallDisk().info().gpuAccess());
    }

    @Test
    void podmanIsToldApart() throws Exception {
        var info = bed.podman().info();
        assertEquals(EngineInfo.Kind.PODMAN, info.kind());
        assertEquals(Set.of(GpuAccess.CDI), info.gpuAccess());
        assertTrue(info.freeDiskBytes().orElse(0L) > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void aContainerLivesFromCreateToRemove(String name) throws Exception {
        var engine = bed.engine(name);
        assertTrue(engine.images().stream().anyMatch(image -> image.references().contains(tiny(engine))));
        var spec = bed.spec(engine, "life", SLEEP);
        var id = engine.create(spec);
        assertEquals(Container.State.CREATED, engine.container(id).orElseThrow().state());
        engine.start(id);
        engine.start(id);
        var running = engine.container(spec.name()).orElseThrow();
        assertEquals(Container.State.RUNNING, running.state());
        assertEquals(id, running.id());
        assertEquals(spec.name(), running.name());
        assertEquals(bed.run(), running.labels().get(TestBed.LABEL));
        assertEquals(List.of(id), engine.containers(TestBed.LABEL + "=" + bed.run()).stream()
                .map(Container::id).toList());
        engine.stop(id, Duration.ofSeconds(1));
        engine.stop(id, Duration.ofSeconds(1));
        var stopped = engine.container(id).orElseThrow();
        assertEquals(Container.State.EXITED, stopped.state());
        assertTrue(stopped.exitCode().isPresent() && stopped.finishedAt().isPresent());
        engine.start(id);
        engine.remove(id);
        engine.remove(id);
        assertEquals(Optional.empty(), engine.container(id));
    }

    private String tiny(Engine engine) {
        try {
            return bed.tiny(engine);
        } catch (FailureException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void aSpecArrivesWhole(String name, @TempDir Path project) throws Exception {
        var engine = bed.engine(name);
        Files.writeString(project.resolve("hello"), "from outside");
        int port = TestBed.freePort();
        var plain = bed.spec(engine, "whole", List.of("-c", "httpd -p 8888 -h /project; sleep 600"));
        var spec = new ContainerSpec(plain.name(), "my-host", plain.image(), List.of("sh"), plain.command(),
                Map.of("GREETING", "grüß dich"), plain.labels(),
                List.of(new ContainerSpec.Mount(project.toString(), "/project", false),
                        new ContainerSpec.Mount(project.toString(), "/fixed", true)),
                List.of(new ContainerSpec.Port("127.0.0.1", port, 8888)), new GpuRequest.None(),
                Optional.of("1000:1000"), List.of("44"), false, Optional.of("/project"),
                Optional.of(256L << 20), 96L << 20, true);
        Files.setPosixFilePermissions(project, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        var id = engine.create(spec);
        engine.start(id);
        var said = engine.exec(id, List.of("sh", "-c", "hostname; echo $GREETING; id; pwd; cat hello; echo;"
                + " touch /fixed/no 2>&1; df -k /dev/shm | tail -1; grep NoNewPrivs /proc/self/status;"
                + " touch /project/yes;"
                + " cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null"),
                Duration.ofSeconds(20));
        var output = said.output();
        assertTrue(output.startsWith("my-host\ngrüß dich\n"), output);
        assertTrue(output.contains("uid=1000") && output.contains("gid=1000") && output.contains("44"), output);
        assertTrue(output.contains("/project\nfrom outside\n"), output);
        assertTrue(output.contains("Read-only file system"), output);
        assertTrue(output.contains(" 98304 "), output);
        assertTrue(output.contains("NoNewPrivs:\t1"), output);
        assertTrue(output.contains("268435456"), output);
        assertTrue(Files.exists(project.resolve("yes")));
        var published = engine.container(id).orElseThrow().ports();
        assertEquals(List.of(new Container.PublishedPort(8888, "127.0.0.1", port)), published);
        TestBed.await("the port answers", 10, () -> answers(port));
    }

    private static boolean answers(int port) {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET /hello HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).contains("200 OK");
        } catch (java.io.IOException _) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman"})
    void aCdiNameGivesThatGpu(String name) throws Exception {
        var engine = bed.engine(name);
        var id = engine.create(withGpus(bed.spec(engine, "cdi", SLEEP),
                new GpuRequest.Cdi(List.of("nvidia.com/gpu=1"))));
        engine.start(id);
        // The variables of a spec reach the container's own process, not those of an exec.
        var said = engine.exec(id, List.of("sh", "-c", "tr '\\0' '\\n' </proc/1/environ | grep SIM; ls /dev/nvidia*"),
                Duration.ofSeconds(20));
        assertEquals("SIM_GPU=1\n/dev/nvidia1\n", said.output());
    }

    @Test
    void theClassicRequestGivesGpus() throws Exception {
        var engine = bed.dockerClassic();
        var id = engine.create(withGpus(bed.spec(engine, "classic", SLEEP),
                new GpuRequest.NvidiaRuntime(List.of("0", "1"))));
        engine.start(id);
        var said = engine.exec(id, List.of("sh", "-c", "tr '\\0' '\\n' </proc/1/environ"), Duration.ofSeconds(20));
        assertTrue(said.output().contains("NVIDIA_VISIBLE_DEVICES=0,1"), said.output());
        var all = engine.create(withGpus(bed.spec(engine, "classic", SLEEP), new GpuRequest.NvidiaRuntime(List.of())));
        engine.start(all);
        assertTrue(engine.exec(all, List.of("sh", "-c", "tr '\\0' '\\n' </proc/1/environ"),
                Duration.ofSeconds(20)).output()
                .contains("NVIDIA_VISIBLE_DEVICES=all"));
    }

    @Test
    void aRequestThatTheEngineCannotMeetSaysSo() throws Exception {
        var classicOnCdi = new GpuRequest.NvidiaRuntime(List.of());
        assertGpuMissing(bed.docker(), classicOnCdi);
        assertGpuMissing(bed.docker(), new GpuRequest.Cdi(List.of("nvidia.com/gpu=7")));
        assertGpuMissing(bed.dockerSmallDisk(), new GpuRequest.Cdi(List.of("nvidia.com/gpu=0")));
        assertGpuMissing(bed.podman(), classicOnCdi);
        assertGpuMissing(bed.podman(), new GpuRequest.Cdi(List.of("nvidia.com/gpu=7")));
    }

    private void assertGpuMissing(Engine engine, GpuRequest gpus) throws Exception {
        var spec = withGpus(bed.spec(engine, "nogpu", SLEEP), gpus);
        var error = assertThrows(FailureException.class, () -> engine.start(engine.create(spec)));
        assertInstanceOf(Failure.GpuAccessMissing.class, error.failure(), error.getMessage());
    }

    private static ContainerSpec withGpus(ContainerSpec spec, GpuRequest gpus) {
        return new ContainerSpec(spec.name(), spec.hostname(), spec.image(), spec.entrypoint(), spec.command(),
                spec.environment(), spec.labels(), spec.mounts(), spec.ports(), gpus, spec.user(), spec.groups(),
                spec.keepId(), spec.workingDir(), spec.memoryLimitBytes(), spec.shmBytes(), spec.init());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void aTakenPortIsNamed(String name) throws Exception {
        var engine = bed.engine(name);
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var plain = bed.spec(engine, "port", SLEEP);
            var spec = new ContainerSpec(plain.name(), plain.hostname(), plain.image(), List.of(), SLEEP, Map.of(),
                    plain.labels(), List.of(), List.of(new ContainerSpec.Port("127.0.0.1", taken.getLocalPort(), 80)),
                    plain.gpus(), Optional.empty(), List.of(), false, Optional.empty(), Optional.empty(),
                    1 << 26, true);
            var error = assertThrows(FailureException.class, () -> engine.start(engine.create(spec)));
            assertEquals(taken.getLocalPort(),
                    assertInstanceOf(Failure.PortTaken.class, error.failure(), error.getMessage()).port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void aTakenNameIsNamed(String name) throws Exception {
        var engine = bed.engine(name);
        var spec = bed.spec(engine, "name", SLEEP);
        engine.create(spec);
        var error = assertThrows(FailureException.class, () -> engine.create(spec));
        assertEquals(spec.name(),
                assertInstanceOf(Failure.NameTaken.class, error.failure(), error.getMessage()).taken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void anImageThatIsNotHereIsToldBeforeAContainerIsMade(String name) throws Exception {
        var engine = bed.engine(name);
        var plain = bed.spec(engine, "image", SLEEP);
        var spec = new ContainerSpec(plain.name(), plain.hostname(), "localhost/slipway-test/none:1", List.of(), SLEEP,
                Map.of(), plain.labels(), List.of(), List.of(), plain.gpus(), Optional.empty(), List.of(), false,
                Optional.empty(), Optional.empty(), 1 << 26, true);
        var error = assertThrows(FailureException.class, () -> engine.create(spec));
        assertInstanceOf(Failure.ImageNotFound.class, error.failure(), error.getMessage());
        assertEquals(Optional.empty(), engine.imageConfig("localhost/slipway-test/none:1"));
        assertEquals("linux", engine.imageConfig(bed.tiny(engine)).orElseThrow().os());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void aFolderThatDoesNotExistIsAnErrorAndIsNotMade(String name, @TempDir Path dir) throws Exception {
        var engine = bed.engine(name);
        var plain = bed.spec(engine, "mount", SLEEP);
        var absent = dir.resolve("absent");
        var spec = new ContainerSpec(plain.name(), plain.hostname(), plain.image(), List.of(), SLEEP, Map.of(),
                plain.labels(), List.of(new ContainerSpec.Mount(absent.toString(), "/x", false)), List.of(),
                plain.gpus(), Optional.empty(), List.of(), false, Optional.empty(), Optional.empty(), 1 << 26, true);
        assertThrows(FailureException.class, () -> engine.start(engine.create(spec)));
        assertFalse(Files.exists(absent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void logsComeWithBothStreamsAndEnd(String name) throws Exception {
        var engine = bed.engine(name);
        var id = engine.create(bed.spec(engine, "logs",
                List.of("sh", "-c", "echo 你好; echo bad >&2; sleep 1; echo end")));
        engine.start(id);
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        var end = new CountDownLatch(1);
        try (var _ = engine.logs(id, 100, true, chunk -> {
            if (chunk == Engine.LogChunk.END) {
                end.countDown();
            } else {
                (chunk.fromErrors() ? errors : output).writeBytes(chunk.bytes());
            }
        })) {
            assertTrue(end.await(30, TimeUnit.SECONDS));
        }
        assertEquals("你好\nend\n", output.toString(StandardCharsets.UTF_8));
        assertEquals("bad\n", errors.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void execGivesOutputErrorsAndExitCode(String name) throws Exception {
        var engine = bed.engine(name);
        var id = engine.create(bed.spec(engine, "exec", SLEEP));
        engine.start(id);
        var said = engine.exec(id, List.of("sh", "-c", "echo out; echo err >&2; exit 7"), Duration.ofSeconds(20));
        assertEquals(new Engine.ExecResult(7, "out\n", "err\n"), said);
        var late = assertThrows(FailureException.class,
                () -> engine.exec(id, List.of("sleep", "60"), Duration.ofMillis(600)));
        assertInstanceOf(Failure.TimedOut.class, late.failure());
        assertEquals(1 << 20, engine.exec(id, List.of("sh", "-c", "yes | head -c 3000000"), Duration.ofSeconds(20))
                .output().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void aCommandRunsAsWhomAndWhereItWasAskedFor(String name) throws Exception {
        var engine = bed.engine(name);
        var id = engine.create(bed.spec(engine, "command", SLEEP));
        engine.start(id);
        var said = new ByteArrayOutputStream();
        var command = new Engine.Command(List.of("sh", "-c", "id -u; pwd; echo $WORD; echo bad >&2; exit 5"),
                Map.of("WORD", "two words"), Optional.of("4321:4321"), Optional.of("/tmp"));
        assertEquals(5, engine.run(id, command, chunk -> {
            if (!chunk.fromErrors()) {
                said.writeBytes(chunk.bytes());
            }
        }));
        assertEquals("4321\n/tmp\ntwo words\n", said.toString(StandardCharsets.UTF_8));

        engine.startDetached(id, new Engine.Command(List.of("sh", "-c", "sleep 1; echo late >/tmp/late"), Map.of(),
                Optional.empty(), Optional.empty()));
        var late = "";
        for (int i = 0; i < 100 && late.isEmpty(); i++) {
            Thread.sleep(100);
            late = engine.exec(id, List.of("sh", "-c", "cat /tmp/late 2>/dev/null || :"), Duration.ofSeconds(20))
                    .output();
        }
        assertEquals("late\n", late);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "dockerClassic", "podman"})
    void statsAndProcessesAreThoseOfTheContainer(String name) throws Exception {
        var engine = bed.engine(name);
        var id = engine.create(bed.spec(engine, "stats", List.of("sh", "-c", "while :; do :; done")));
        assertEquals(Optional.empty(), engine.stats(id));
        engine.start(id);
        Thread.sleep(1500);
        var stats = engine.stats(id).orElseThrow();
        assertTrue(stats.cpuPercent() > 5 && stats.cpuPercent() < 150, "CPU " + stats.cpuPercent());
        assertTrue(stats.memoryBytes() > 0 && stats.memoryBytes() < 64 << 20, "memory " + stats.memoryBytes());
        assertEquals(Optional.empty(), stats.memoryLimitBytes());
        var processes = engine.processes(id);
        assertTrue(processes.stream().anyMatch(process -> process.command().contains("while :")
                && ProcessHandle.of(process.pid()).isPresent()), processes.toString());
    }
}
