package dev.slipway.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Engine;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.History;
import dev.slipway.session.EngineSessions;
import dev.slipway.session.FakeMachine;
import dev.slipway.session.Usage;
import dev.slipway.session.UsageFeed;
import dev.slipway.testbed.TestBed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs in real containers: an image with busybox only, and one of Debian. */
@Tag("engine")
@Timeout(180)
class JobsEngineTest {
    private static final Optional<Caller> USER = Optional.of(new Caller(1000, 1000, List.of(1000L)));

    /** Which engine, and where the session keeps its jobs. */
    enum Where {
        DOCKER_PROJECT, DOCKER_INSIDE, PODMAN_PROJECT, PODMAN_INSIDE
    }

    private final TestBed bed = TestBed.open();
    private final List<EngineSessions> opened = new ArrayList<>();

    @TempDir
    private Path folder;

    private Jobs jobs;
    private EngineSessions sessions;
    private Path project;

    /** GPU use in which nothing happens. */
    private static final class NoUsage implements UsageFeed {
        @Override
        public Subscription listen(Feed.Pace pace, Consumer<Usage> listener) {
            return () -> {
            };
        }

        @Override
        public History history() {
            return new History(1);
        }
    }

    private Engine engine(Where where) {
        return switch (where) {
            case DOCKER_PROJECT, DOCKER_INSIDE -> bed.docker();
            case PODMAN_PROJECT, PODMAN_INSIDE -> bed.podman();
        };
    }

    private Jobs open(Engine engine) {
        sessions = new EngineSessions(new FakeMachine(engine), Background.virtualThreads(), USER);
        opened.add(sessions);
        return new EngineJobs(sessions, new NoUsage(), new JobStore(folder.resolve("state")), () -> 50,
                Background.virtualThreads(), Clock.systemUTC());
    }

    private String session(Where where) throws Exception {
        var engine = engine(where);
        return session(engine, bed.tiny(engine), where == Where.DOCKER_PROJECT || where == Where.PODMAN_PROJECT);
    }

    private String session(Engine engine, String image, boolean withProject) throws Exception {
        jobs = open(engine);
        project = Files.createDirectories(folder.resolve("project"));
        Files.setAttribute(project, "unix:uid", 1000);
        Files.setAttribute(project, "unix:gid", 1000);
        var name = bed.name("jobs");
        sessions.launch(new Environment(name, image, new GpuChoice.None(),
                withProject ? Optional.of(project) : Optional.empty(), false, Optional.empty(),
                Optional.of(64L << 20)));
        return name;
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

    private Job only(String session) throws Exception {
        var list = jobs.list(session);
        assertEquals(1, list.size(), list.toString());
        return list.getFirst();
    }

    private JobState.Ended awaitEnd(String session, String id) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < end) {
            var job = jobs.list(session).stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
            if (!job.state().active()) {
                return assertInstanceOf(JobState.Ended.class, job.state());
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the job does not end");
    }

    private String output(String id, boolean follow) throws Exception {
        var all = new ByteArrayOutputStream();
        var ended = new CountDownLatch(1);
        try (var _ = jobs.output(id, Long.MAX_VALUE, follow, bytes -> {
            all.writeBytes(bytes);
            if (bytes.length == 0) {
                ended.countDown();
            }
        })) {
            assertTrue(ended.await(60, TimeUnit.SECONDS));
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void runsToItsEndWithOutputCodeAndDuration(Where where) throws Exception {
        var name = session(where);
        var job = jobs.start(name, List.of("sh", "-c", "echo \"begin $1\"; sleep 2; echo ende >&2; exit 5", "x",
                "ü y"));
        assertInstanceOf(JobState.Running.class, job.state());
        assertEquals("begin ü y\nende\n", output(job.id(), true));
        var end = awaitEnd(name, job.id());
        assertEquals(5, end.code());
        assertTrue(end.took().orElseThrow().compareTo(Duration.ofMillis(1900)) > 0
                && end.took().orElseThrow().compareTo(Duration.ofSeconds(10)) < 0, end.toString());
        assertEquals("begin ü y\nende\n", output(job.id(), false));
        assertEquals(Optional.empty(), only(name).peakGpuBytes(), "not measured is not zero");
        assertEquals(Jobs.Stop.NOT_RUNNING, jobs.stop(job.id(), Duration.ofSeconds(1)));
        assertEquals(List.of("sh", "-c"), jobs.commands(name).getFirst().subList(0, 2));
        if (project != null && where.name().endsWith("PROJECT")) {
            var kept = project.resolve(".slipway/jobs").resolve(job.id());
            assertEquals(1000, Files.getAttribute(kept.resolve("output"), "unix:uid"));
            assertEquals("*\n", Files.readString(project.resolve(".slipway/.gitignore")));
        }
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void endsWhatIgnoresSigintAndSigtermWithItsWholeTree(Where where) throws Exception {
        var name = session(where);
        // Two workers in sessions of their own, as torchrun starts them, with children.
        var job = jobs.start(name, List.of("sh", "-c", "trap '' INT TERM; for i in 1 2; do "
                + "setsid sh -c 'trap \"\" INT TERM; sleep 300 & while :; do sleep 1; done' & done; "
                + "echo ready; while :; do sleep 1; done"));
        Thread.sleep(500);
        assertEquals(Jobs.Stop.KILLED, jobs.stop(job.id(), Duration.ofSeconds(2)));
        assertEquals(137, awaitEnd(name, job.id()).code());
        assertTrue(only(name).stopAsked());
        var held = sessions.held(name);
        var left = held.engine().processes(held.containerId()).stream().map(Engine.ContainerProcess::command)
                .filter(it -> it.contains("sleep 300") || it.contains("trap")).filter(it -> !it.contains("sleep 3600"))
                .toList();
        assertEquals(List.of(), left);
    }

    @ParameterizedTest
    @EnumSource(value = Where.class, names = {"DOCKER_PROJECT", "PODMAN_INSIDE"})
    void interruptsAsCtrlCDoes(Where where) throws Exception {
        var name = session(where);
        var job = jobs.start(name, List.of("sh", "-c", "trap 'echo saved; exit 3' INT; echo on; "
                + "while :; do sleep 1; done"));
        Thread.sleep(500);
        assertEquals(Jobs.Stop.INTERRUPTED, jobs.stop(job.id(), Duration.ofSeconds(10)));
        assertEquals(3, awaitEnd(name, job.id()).code());
        assertEquals("on\nsaved\n", output(job.id(), false));
    }

    @ParameterizedTest
    @EnumSource(value = Where.class, names = {"DOCKER_PROJECT", "PODMAN_PROJECT"})
    void runsTwoAtOnceAndStopsOneOfThem(Where where) throws Exception {
        var name = session(where);
        var first = jobs.start(name, List.of("sleep", "301"));
        var second = jobs.start(name, List.of("sleep", "302"));
        // The ids of jobs that were started within one second are in no order.
        assertEquals(java.util.Set.of(second.id(), first.id()),
                java.util.Set.copyOf(jobs.list(name).stream().map(Job::id).toList()));
        assertEquals(Jobs.Stop.INTERRUPTED, jobs.stop(first.id(), Duration.ofSeconds(5)));
        assertInstanceOf(JobState.Running.class, jobs.find(second.id()).state());
        assertInstanceOf(JobState.Ended.class, jobs.find(first.id().substring(16)).state());
    }

    @ParameterizedTest
    @EnumSource(value = Where.class, names = {"DOCKER_PROJECT", "DOCKER_INSIDE"})
    void keepsAFloodWithinItsBounds(Where where) throws Exception {
        var name = session(where);
        var job = jobs.start(name, List.of("sh", "-c", "echo begin; dd if=/dev/zero bs=65536 count=800 2>/dev/null"
                + " | tr '\\000' x; echo; echo end"));
        awaitEnd(name, job.id());
        var output = output(job.id(), false);
        assertTrue(output.length() > 9 << 20 && output.length() < 18 << 20, "kept " + output.length());
        assertTrue(output.startsWith("begin\nxxx") && output.endsWith("xxx\nend\n"));
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void saysThatAJobEndedWithItsSession(Where where) throws Exception {
        var name = session(where);
        jobs.start(name, List.of("sleep", "300"));
        var seen = new AtomicReference<List<Job>>(List.of());
        try (var _ = jobs.watch(seen::set)) {
            TestBed.await("the job is seen running", 20, () -> seen.get().stream()
                    .anyMatch(job -> job.state() instanceof JobState.Running));
            sessions.stop(name);
            TestBed.await("the job is seen ended", 20, () -> seen.get().stream()
                    .anyMatch(job -> job.state() instanceof JobState.EndedWithSession));
        }
        if (where.name().endsWith("PROJECT")) {
            assertInstanceOf(JobState.EndedWithSession.class, only(name).state());
        } else {
            assertEquals(List.of(), jobs.list(name));
        }
        sessions.start(name);
        assertInstanceOf(JobState.EndedWithSession.class, only(name).state());
        sessions.held(name).engine().exec(sessions.held(name).containerId(), List.of("true"), Duration.ofSeconds(9));
        var again = jobs.start(name, List.of("true"));
        assertEquals(0, awaitEnd(name, again.id()).code());
    }

    @Test
    void saysThatAJobEndedWithTheEngine() throws Exception {
        var name = session(Where.DOCKER_PROJECT);
        jobs.start(name, List.of("sleep", "300"));
        bed.restartDocker();
        TestBed.await("the engine answers", 30, () -> {
            try {
                sessions.refresh();
                return only(name).state() instanceof JobState.EndedWithSession;
            } catch (Exception | AssertionError _) {
                return false;
            }
        });
    }

    @Test
    void doesNotCallAJobRunningWhoseSupervisorWasKilled() throws Exception {
        var name = session(Where.DOCKER_PROJECT);
        var job = jobs.start(name, List.of("sleep", "300"));
        var held = sessions.held(name);
        var result = held.engine().exec(held.containerId(), List.of("sh", "-c", "for p in /proc/[0-9]*; do "
                + "case \"$(tr '\\000' ' ' < $p/cmdline)\" in *slipway-job*|*'sleep 300'*) "
                + "[ ${p#/proc/} = $$ ] || kill -9 ${p#/proc/} ;; esac; done; exit 0"), Duration.ofSeconds(20));
        assertEquals(0, result.exitCode(), result.errors());
        assertInstanceOf(JobState.Lost.class, only(name).state());
        assertEquals(Jobs.Stop.NOT_RUNNING, jobs.stop(job.id(), Duration.ofSeconds(1)));
    }

    @Test
    void outlivesTheProgramThatStartedIt() throws Exception {
        var name = session(Where.DOCKER_PROJECT);
        var child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "-Dslipway.testbed=" + System.getProperty("slipway.testbed"),
                "--enable-native-access=ALL-UNNAMED", JobChild.class.getName(), name,
                folder.resolve("state").toString()).redirectErrorStream(true).start();
        String id;
        try (var lines = child.inputReader()) {
            var said = lines.lines().filter(line -> line.startsWith("job ") || line.startsWith("failed ")).findFirst();
            assertTrue(said.orElse("nothing").startsWith("job "), said.toString());
            id = said.get().substring("job ".length());
            child.destroyForcibly().waitFor();
        }
        assertInstanceOf(JobState.Running.class, only(name).state());
        assertEquals(0, awaitEnd(name, id).code());
        assertEquals("one\ntwo\n", output(id, false));
    }

    @Test
    void runsInAnImageOfDebianWithPython() throws Exception {
        var name = session(bed.docker(), bed.jupyter(), true);
        var job = jobs.start(name, List.of("python3", "-c", "import time, signal\nprint('unflushed')\n"
                + "try:\n  time.sleep(100)\nexcept KeyboardInterrupt:\n  print('interrupted')\n  raise SystemExit(4)"));
        var line = new CompletableFuture<String>();
        try (var _ = jobs.output(job.id(), 1000, true, bytes -> {
            if (bytes.length > 0) {
                line.complete(new String(bytes, StandardCharsets.UTF_8));
            }
        })) {
            assertEquals("unflushed\n", line.get(10, TimeUnit.SECONDS));
        }
        assertEquals(Jobs.Stop.INTERRUPTED, jobs.stop(job.id(), Duration.ofSeconds(10)));
        assertEquals(4, awaitEnd(name, job.id()).code());
    }

    @Test
    void saysThatTheProjectCannotBeWritten() throws Exception {
        var name = session(Where.DOCKER_PROJECT);
        Files.setAttribute(project, "unix:uid", 0);
        Files.setAttribute(project, "unix:gid", 0);
        var failure = assertThrows(FailureException.class, () -> jobs.start(name, List.of("true"))).failure();
        assertEquals("jobs.folder-not-writable", assertInstanceOf(Failure.BadInput.class, failure).problem().key());
        assertEquals(List.of(), jobs.list(name));
    }

    @Test
    void knowsWhichJobAProcessOfThisMachineBelongsTo() throws Exception {
        var name = session(Where.DOCKER_PROJECT);
        var job = jobs.start(name, List.of("sleep", "303"));
        var held = sessions.held(name);
        var owners = held.engine().processes(held.containerId()).stream()
                .filter(process -> process.command().contains("sleep 303"))
                .map(process -> GpuPeaks.jobOf(process.pid())).toList();
        assertTrue(owners.contains(Optional.of(job.id())), owners.toString());
        assertTrue(Stream.of(1L, ProcessHandle.current().pid()).allMatch(pid -> GpuPeaks.jobOf(pid).isEmpty()));
    }
}
