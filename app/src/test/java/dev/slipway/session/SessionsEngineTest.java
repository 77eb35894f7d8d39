package dev.slipway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.Engine;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.testbed.TestBed;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on the real engines of the test bed. */
@Tag("engine")
@Timeout(180)
class SessionsEngineTest {
    private static final Optional<Caller> USER = Optional.of(new Caller(1000, 1000, List.of(1000L)));

    private final TestBed bed = TestBed.open();
    private final Engine docker = bed.docker();
    private final List<EngineSessions> opened = new ArrayList<>();
    private final EngineSessions sessions = open(docker);

    @TempDir
    private Path project;

    private EngineSessions open(Engine engine) {
        var one = new EngineSessions(new FakeMachine(engine), Background.virtualThreads(), USER);
        opened.add(one);
        return one;
    }

    @AfterEach
    void clean() throws Exception {
        for (var one : opened) {
            one.refresh();
            for (var session : one.list()) {
                if (session.name().contains(bed.run())) {
                    one.remove(session.name());
                }
            }
            one.close();
        }
        bed.close();
    }

    private Environment environment(String image, GpuChoice gpus, boolean jupyter) {
        return new Environment(bed.name("session"), image, gpus, Optional.empty(), jupyter, Optional.empty(),
                Optional.of(64L << 20));
    }

    private Environment tiny() throws Exception {
        return environment(bed.tiny(docker), new GpuChoice.None(), false);
    }

    private Environment jupyter() throws Exception {
        Files.setAttribute(project, "unix:uid", 1000);
        Files.setAttribute(project, "unix:gid", 1000);
        return new Environment(bed.name("jupyter"), bed.jupyter(), new GpuChoice.None(), Optional.of(project), true,
                Optional.of(1L << 30), Optional.empty());
    }

    private static Failure failure(EngineSessions sessions, Environment environment) {
        return assertThrows(FailureException.class, () -> sessions.launch(environment)).failure();
    }

    /** An earlier run may have left the image that is to be pulled. */
    private void forgetImage(String engine) throws Exception {
        new ProcessBuilder("docker", "-H", bed.property(engine), "rmi", "-f", bed.pullImage())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private void assertNothingLeft(Engine engine, Environment environment) throws Exception {
        assertEquals(Optional.empty(), engine.container("slipway-" + environment.name()));
    }

    @Test
    void opensJupyterToTheSecretOnly() throws Exception {
        var environment = jupyter();
        var session = sessions.launch(environment);
        int port = session.jupyterPort().orElseThrow();
        var address = sessions.jupyter(environment.name());
        var token = address.getQuery().substring("token=".length());
        assertEquals("127.0.0.1", address.getHost());
        assertEquals(200, JupyterServer.status(environment.name(), port, token));
        assertEquals(403, JupyterServer.status(environment.name(), port, ""));
        assertEquals(403, JupyterServer.status(environment.name(), port, "x" + token));
        var published = docker.container("slipway-" + environment.name()).orElseThrow().ports();
        assertTrue(published.stream().allMatch(p -> p.hostAddress().equals("127.0.0.1")), published.toString());

        // The program ends and starts again: the same session, the same address.
        sessions.close();
        var again = open(docker);
        assertEquals(address, again.jupyter(environment.name()));
        assertEquals(environment, again.list().stream().filter(s -> s.name().equals(environment.name())).findFirst()
                .orElseThrow().environment());

        // It is stopped and started: still the same.
        long before = System.nanoTime();
        again.stop(environment.name());
        assertTrue(System.nanoTime() - before < 8_000_000_000L, "a stop does not wait for the kill");
        assertInstanceOf(SessionState.Running.class, again.start(environment.name()).state());
        assertEquals(address, again.jupyter(environment.name()));
        again.remove(environment.name());
        assertNothingLeft(docker, environment);
    }

    @Test
    void startsAJupyterThatDiedWithoutEndingWhatElseRuns() throws Exception {
        var environment = jupyter();
        var id = sessions.launch(environment).containerId().orElseThrow();
        var address = sessions.jupyter(environment.name());
        docker.startDetached(id, Engine.Command.of(List.of("sleep", "1234")));
        docker.exec(id, List.of("sh", "-c", "pkill -9 -f 'bin/[j]upyter-notebook'"), Duration.ofSeconds(10));
        TestBed.await("the server is gone", 10,
                () -> JupyterServer.status(environment.name(), address.getPort(), "") < 0);
        assertEquals(address, sessions.jupyter(environment.name()), "the same address and secret as before");
        assertTrue(docker.exec(id, List.of("pgrep", "-f", "sleep 1234"), Duration.ofSeconds(10)).exitCode() == 0,
                "a job that ran goes on");
        // What answers already is not started twice.
        assertEquals(address, sessions.jupyter(environment.name()));
        assertEquals("1", docker.exec(id, List.of("pgrep", "-fc", "bin/jupyter-notebook"), Duration.ofSeconds(10))
                .output().strip());
    }

    @Test
    void runsKernelsWithTheImagesOwnPython() throws Exception {
        var environment = jupyter();
        var id = sessions.launch(environment).containerId().orElseThrow();
        var told = docker.exec(id, List.of("python3", "-c", """
                import os, sys
                from jupyter_client.manager import start_new_kernel
                manager, client = start_new_kernel()
                def out(message):
                    if message["msg_type"] == "stream":
                        print(message["content"]["text"], end="")
                client.execute_interactive("import os, sys; print(sys.executable, os.getcwd())", output_hook=out)
                manager.shutdown_kernel(now=True)
                print(sys.executable, os.getcwd())
                """), Duration.ofSeconds(60));
        var lines = told.output().strip().lines().toList();
        assertEquals(2, lines.size(), told.output() + told.errors());
        assertEquals(lines.get(1), lines.get(0), "the kernel's Python and folder are the session's");
        assertTrue(lines.get(1).endsWith(" /workspace"), lines.get(1));
    }

    @Test
    @Timeout(40)
    void pipesBytesThroughACommandAndPassesItsExitCodeOn() throws Exception {
        var tiny = tiny();
        sessions.launch(tiny);
        var out = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        var typed = new byte[300_000];
        new java.util.Random(7).nextBytes(typed);
        int code = sessions.pipe(tiny.name(), List.of("sh", "-c", "cat; echo sad >&2; exit 7"),
                new java.io.ByteArrayInputStream(typed), chunk ->
                        (chunk.fromErrors() ? errors : out).writeBytes(chunk.bytes()));
        assertEquals(7, code);
        org.junit.jupiter.api.Assertions.assertArrayEquals(typed, out.toByteArray());
        assertEquals("sad\n", errors.toString(StandardCharsets.UTF_8));
    }

    @Test
    void namesTheSessionInThePromptAndSpeaksUtf8() throws Exception {
        var tiny = tiny();
        sessions.launch(tiny);
        assertTrue(prompt(tiny.name()).contains(tiny.name() + ":"), "busybox");
        var debian = new Environment(bed.name("bash"), bed.jupyter(), new GpuChoice.None(), Optional.empty(), false,
                Optional.empty(), Optional.empty());
        sessions.launch(debian);
        var words = prompt(debian.name());
        assertTrue(words.contains(debian.name() + ":"), words);
        assertTrue(words.contains("LANG=C.UTF-8"), words);
        assertTrue(!words.contains("I have no name"), words);
    }

    /** What an interactive shell shows up to the answer of a first command. */
    private String prompt(String name) throws Exception {
        var shown = new ByteArrayOutputStream();
        var ended = new CompletableFuture<Integer>();
        try (var terminal = sessions.terminal(name, List.of(), 80, 24, bytes -> {
            synchronized (shown) {
                shown.writeBytes(bytes);
            }
        }, ended::complete)) {
            terminal.write("echo LANG=$LANG; exit 3\n".getBytes(StandardCharsets.UTF_8));
            assertEquals(3, ended.get(20, TimeUnit.SECONDS));
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void givesFilesInTheProjectFolderToTheUser() throws Exception {
        var environment = jupyter();
        var id = sessions.launch(environment).containerId().orElseThrow();
        var result = docker.exec(id, List.of("sh", "-c",
                "id -u; pwd; echo x > made; mkdir -p \"$HOME/.cache\" && echo home"),
                Duration.ofSeconds(10));
        assertEquals("1000\n/workspace\nhome\n", result.output(), result.errors());
        assertEquals(1000, Files.getAttribute(project.resolve("made"), "unix:uid"));
        assertEquals(1000, Files.getAttribute(project.resolve("made"), "unix:gid"));
    }

    @Test
    void survivesBeingKilledWithItsSessions() throws Exception {
        var name = bed.name("killed");
        var child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "-Dslipway.testbed=" + System.getProperty("slipway.testbed"),
                "--enable-native-access=ALL-UNNAMED", SessionChild.class.getName(), name)
                .redirectErrorStream(true).start();
        try (var lines = child.inputReader()) {
            var up = lines.lines().filter(line -> line.startsWith("up ") || line.startsWith("failed ")).findFirst();
            assertEquals("up " + name, up.orElse("nothing"));
            child.destroyForcibly().waitFor();
        }
        sessions.refresh();
        var found = sessions.list().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
        assertInstanceOf(SessionState.Running.class, found.state());
        sessions.stop(name);
        assertInstanceOf(SessionState.Stopped.class, sessions.list().stream().filter(s -> s.name().equals(name))
                .findFirst().orElseThrow().state());
    }

    @Test
    void saysThatAnImageCannotGetJupyterAndLeavesNothing() throws Exception {
        var environment = environment(bed.tiny(docker), new GpuChoice.None(), true);
        var failure = assertInstanceOf(Failure.LayerFailed.class, failure(sessions, environment));
        assertEquals("layer.problem.no-python", failure.why().key(), failure.detail());
        assertNothingLeft(docker, environment);
    }

    @Test
    void saysThatAnImageDoesNotExistAndLeavesNothing() throws Exception {
        var environment = environment(bed.property("registry") + "/slipway-test/none:1", new GpuChoice.None(), false);
        assertInstanceOf(Failure.ImageNotFound.class, failure(sessions, environment));
        assertNothingLeft(docker, environment);
    }

    @Test
    void pullsWithProgressAndCanBeCancelled() throws Exception {
        forgetImage("docker");
        var environment = environment(bed.pullImage(), new GpuChoice.None(), false);
        var cancelled = new CompletableFuture<Outcome<Session>>();
        var task = new AtomicReference<Background.Task>();
        try (var _ = sessions.watch(list -> list.forEach(s -> {
            if (s.name().equals(environment.name()) && s.state() instanceof SessionState.Preparing(var _, var pull, _)
                    && pull.isPresent() && pull.get().bytesTotal() > 0 && task.get() != null) {
                task.get().cancel();
            }
        }))) {
            task.set(Background.virtualThreads().run("launch", () -> sessions.launch(environment),
                    cancelled::complete));
            var outcome = cancelled.get(60, TimeUnit.SECONDS);
            assertInstanceOf(Failure.Cancelled.class, assertInstanceOf(Outcome.Failed.class, outcome).failure());
        }
        assertNothingLeft(docker, environment);
        assertTrue(sessions.list().stream().noneMatch(s -> s.name().equals(environment.name())));
        assertInstanceOf(SessionState.Running.class, sessions.launch(environment).state());
    }

    @Test
    void provesGpusThatCdiGives() throws Exception {
        var session = sessions.launch(environment(bed.tiny(docker), new GpuChoice.All(), false));
        assertEquals(List.of("GPU-aaaa", "GPU-bbbb"), session.gpus());
        assertEquals(Optional.of(true), assertInstanceOf(SessionState.Running.class, session.state()).gpuProof());
    }

    @Test
    void doesNotTakeAVariableForAGpu() throws Exception {
        // This engine lets the request pass, and the container gets NVIDIA_VISIBLE_DEVICES, but no device.
        var classic = bed.dockerClassic();
        var environment = environment(bed.tiny(classic), new GpuChoice.Some(List.of("0")), false);
        assertInstanceOf(Failure.GpuAccessMissing.class, failure(open(classic), environment));
        assertNothingLeft(classic, environment);
    }

    @Test
    void refusesGpusOnAnEngineThatHasNoneToGive() throws Exception {
        var small = bed.dockerSmallDisk();
        var environment = environment(bed.tiny(small), new GpuChoice.All(), false);
        assertInstanceOf(Failure.GpuAccessMissing.class, failure(open(small), environment));
        assertNothingLeft(small, environment);
    }

    @Test
    void saysThatTheDiskIsFullAndLeavesNoContainer() throws Exception {
        forgetImage("dockerSmallDisk");
        var small = bed.dockerSmallDisk();
        var environment = environment(bed.pullImage(), new GpuChoice.None(), false);
        var ballast = Path.of(small.info().dataRoot()).resolve("ballast");
        try {
            // What is left is too little for the image, and enough for the daemon's own small files.
            long free = Files.getFileStore(ballast.getParent()).getUsableSpace();
            Files.write(ballast, new byte[(int) Math.max(0, free - (12 << 20))]);
            assertInstanceOf(Failure.DiskFull.class, failure(open(small), environment));
        } finally {
            Files.deleteIfExists(ballast);
        }
        assertNothingLeft(small, environment);
    }

    @Test
    void runsOnPodmanWithAGpu() throws Exception {
        var podman = bed.podman();
        var there = open(podman);
        var session = there.launch(environment(bed.tiny(podman), new GpuChoice.Some(List.of("1")), false));
        assertEquals(Optional.of(true), assertInstanceOf(SessionState.Running.class, session.state()).gpuProof());
        there.stop(session.name());
        there.remove(session.name());
    }

    @Test
    void findsAnotherPortWhenOneIsTakenAtTheLastMoment() throws Exception {
        var taken = new AtomicReference<ServerSocket>();
        var late = (Engine) Proxy.newProxyInstance(Engine.class.getClassLoader(), new Class<?>[] {Engine.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("create") && taken.get() == null
                            && !((ContainerSpec) arguments[0]).ports().isEmpty()) {
                        taken.set(new ServerSocket(((ContainerSpec) arguments[0]).ports().getFirst().hostPort(), 1,
                                InetAddress.ofLiteral("127.0.0.1")));
                    }
                    try {
                        return method.invoke(docker, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        var environment = jupyter();
        try {
            var session = open(late).launch(environment);
            assertTrue(session.jupyterPort().orElseThrow() != taken.get().getLocalPort());
        } finally {
            taken.get().close();
        }
    }

    @Test
    void saysThatThePortOfAStoppedSessionIsTaken() throws Exception {
        var environment = jupyter();
        int port = sessions.launch(environment).jupyterPort().orElseThrow();
        sessions.stop(environment.name());
        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var failure = assertThrows(FailureException.class, () -> sessions.start(environment.name())).failure();
            assertEquals(port, assertInstanceOf(Failure.PortTaken.class, failure).port());
        }
        assertInstanceOf(SessionState.Running.class, sessions.start(environment.name()).state());
    }

    @Test
    void knowsItsSessionsAfterTheEngineWasRestarted() throws Exception {
        var environment = tiny();
        sessions.launch(environment);
        bed.restartDocker();
        TestBed.await("the session shows as stopped", 30, () -> sessions.list().stream().anyMatch(
                s -> s.name().equals(environment.name()) && s.state() instanceof SessionState.Stopped));
        assertInstanceOf(SessionState.Running.class, sessions.start(environment.name()).state());
    }

    @Test
    void learnsThatAContainerWasRemovedByOthers() throws Exception {
        var environment = tiny();
        docker.remove(sessions.launch(environment).containerId().orElseThrow());
        TestBed.await("the session is gone", 10,
                () -> sessions.list().stream().noneMatch(s -> s.name().equals(environment.name())));
    }

    @Test
    void knowsWhoseProcessesAreWhose() throws Exception {
        var environment = tiny();
        var session = sessions.launch(environment);
        var pids = docker.processes(session.containerId().orElseThrow()).stream()
                .map(Engine.ContainerProcess::pid).toList();
        assertTrue(pids.size() > 0);
        var all = new ArrayList<>(pids);
        all.add(ProcessHandle.current().pid());
        TestBed.await("the processes are known", 10, () -> {
            var expected = new java.util.HashMap<Long, String>();
            pids.forEach(pid -> expected.put(pid, environment.name()));
            return sessions.owners(all).equals(expected);
        });
    }

    @Test
    void opensTheBestShellInTheContainer() throws Exception {
        var environment = jupyter();
        sessions.launch(environment);
        var shown = new ByteArrayOutputStream();
        var exit = new CompletableFuture<Integer>();
        try (var terminal = sessions.terminal(environment.name(), List.of(), 100, 30, bytes -> {
            synchronized (shown) {
                shown.writeBytes(bytes);
            }
        }, exit::complete)) {
            terminal.write("echo \"$0|$TERM|$LANG|$PWD|$(stty size)\"; exit 7\n".getBytes(StandardCharsets.UTF_8));
            assertEquals(7, exit.get(20, TimeUnit.SECONDS));
        }
        synchronized (shown) {
            var text = shown.toString(StandardCharsets.UTF_8);
            assertTrue(text.contains("bash|xterm-256color|C.UTF-8|/workspace|30 100"), text);
        }
    }

    @Test
    void hidesOtherUsersSessions() throws Exception {
        var environment = tiny();
        var id = sessions.launch(environment).containerId().orElseThrow();
        assertEquals("1000", docker.container(id).orElseThrow().labels().get(LaunchPlan.USER_LABEL));
        var other = new EngineSessions(new FakeMachine(docker), Background.virtualThreads(),
                Optional.of(new Caller(1001, 1001, List.of())));
        try (other) {
            other.refresh();
            assertTrue(other.list().stream().noneMatch(s -> s.name().equals(environment.name())));
            assertEquals(Map.of(), other.owners(List.of(1L)));
        }
    }
}
