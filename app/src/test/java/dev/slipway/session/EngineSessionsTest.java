package dev.slipway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.engine.Container;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.layer.Layers;
import dev.slipway.session.SessionState.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EngineSessionsTest {
    private final FakeEngine engine = new FakeEngine();
    private final FakeMachine machine = new FakeMachine(engine);
    private final Background background = Background.virtualThreads();
    private final EngineSessions sessions = open();

    private EngineSessions open() {
        return new EngineSessions(machine, background, Optional.of(new Caller(1000, 1000, List.of())));
    }

    @AfterEach
    void close() {
        sessions.close();
    }

    private static Environment environment(String name, GpuChoice gpus) {
        return new Environment(name, "img", gpus, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    private static Environment plain(String name) {
        return environment(name, new GpuChoice.None());
    }

    private Failure failure(Environment environment) {
        return assertThrows(FailureException.class, () -> sessions.launch(environment)).failure();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    @Test
    void showsEveryStepOfALaunchInOrder() throws Exception {
        engine.images.clear();
        engine.gpusInside = "device /dev/nvidia0\n";
        var steps = new CopyOnWriteArrayList<Step>();
        try (var _ = sessions.watch(list -> list.forEach(session -> {
            if (session.state() instanceof SessionState.Preparing(var step, _, _)
                    && (steps.isEmpty() || steps.getLast() != step)) {
                steps.add(step);
            }
        }))) {
            var session = sessions.launch(environment("a", new GpuChoice.Some(List.of("1"))));
            assertEquals(List.of("GPU-bbbb"), session.gpus());
            assertEquals(Optional.of(true),
                    assertInstanceOf(SessionState.Running.class, session.state()).gpuProof());
        }
        assertEquals(List.of(Step.ENGINE, Step.GPU_ACCESS, Step.IMAGE, Step.PORTS, Step.CREATE, Step.START,
                Step.GPU_PROOF), steps);
    }

    @Test
    void neverTakesTheEnginesWordForGpusThatCannotBeSeenInside() {
        assertInstanceOf(Failure.GpuAccessMissing.class, failure(environment("a", new GpuChoice.All())));
        assertTrue(engine.containers.isEmpty(), "nothing is left behind");
        var failed = assertInstanceOf(SessionState.Failed.class, sessions.list().getFirst().state());
        assertEquals(Step.GPU_PROOF, failed.step());
        sessions.dismiss("a");
        assertEquals(List.of(), sessions.list());
    }

    @Test
    void givesEachSessionAColourOfItsOwn() throws Exception {
        for (var name : List.of("a", "b", "c")) {
            sessions.launch(plain(name));
        }
        sessions.remove("b");
        assertEquals(1, sessions.launch(plain("d")).colour());
        assertEquals(List.of("a", "c", "d"), sessions.list().stream().map(Session::name).toList());
    }

    @Test
    void refusesANameThatIsTaken() throws Exception {
        sessions.launch(plain("a"));
        assertInstanceOf(Failure.NameTaken.class, failure(plain("a")));
        assertEquals(1, engine.containers.size());
    }

    @Test
    void runsAnImageWithJupyterAsItIs() {
        engine.exitsWith = Optional.of(1);
        failure(plain("a").withJupyter(true));
        assertTrue(engine.builds.isEmpty(), engine.calls.toString());
        assertEquals("img", engine.specs.values().iterator().next().image());
    }

    @Test
    void addsALayerToAnImageWithoutJupyterAndRunsThat() {
        engine.inside = "slipway.python=3.12\n";
        engine.exitsWith = Optional.of(1);
        var steps = new ArrayList<SessionState.Step>();
        try (var _ = sessions.watch(list -> list.forEach(session -> {
            if (session.state() instanceof SessionState.Preparing(var step, _, var build) && build.isPresent()) {
                steps.add(step);
            }
        }))) {
            failure(plain("a").withJupyter(true));
        }
        assertEquals(1, engine.builds.size(), engine.calls.toString());
        assertEquals(engine.builds.getFirst().tag(), engine.specs.values().iterator().next().image());
        assertEquals(List.of(SessionState.Step.LAYER), steps);
    }

    @Test
    void buildsALayerOnce() {
        engine.inside = "slipway.python=3.12\n";
        engine.exitsWith = Optional.of(1);
        failure(plain("a").withJupyter(true));
        failure(plain("b").withJupyter(true));
        assertEquals(1, engine.builds.size(), engine.calls.toString());
    }

    @Test
    void saysWhyALayerFailedAndLeavesNothing() {
        engine.inside = "";
        engine.buildFailure = Optional.of(new Failure.EngineRefused("returned a non-zero code: 77"));
        var failure = assertInstanceOf(Failure.LayerFailed.class, failure(plain("a").withJupyter(true)));
        assertEquals("img", failure.image());
        assertTrue(engine.containers.isEmpty());
    }

    @Test
    void triesAnotherPortWhenOneWasTakenMeanwhile() throws Exception {
        engine.startFailures.add(new Failure.PortTaken(8888, ""));
        engine.startFailures.add(new Failure.PortTaken(8889, ""));
        engine.exitsWith = Optional.of(86);
        var environment = new Environment("a", "img", new GpuChoice.None(), Optional.empty(), true, Optional.empty(),
                Optional.empty());
        assertInstanceOf(Failure.NoJupyter.class, failure(environment));
        var ports = engine.specs.values().stream().map(spec -> spec.ports().getFirst().hostPort()).distinct().toList();
        assertEquals(3, ports.size(), "three different ports: " + ports);
        assertTrue(engine.containers.isEmpty());
    }

    @Test
    void saysWhyAContainerEndedEarly() {
        engine.exitsWith = Optional.of(3);
        var ended = assertInstanceOf(Failure.EndedEarly.class, failure(plain("a")));
        assertEquals(3, ended.exitCode());
        assertTrue(ended.detail().contains("last words"));
        assertTrue(engine.containers.isEmpty());
    }

    @Test
    void leavesNothingWhenThePullFails() {
        engine.images.clear();
        engine.pullFailure = Optional.of(new Failure.ImageNotFound("img", ""));
        assertInstanceOf(Failure.ImageNotFound.class, failure(plain("a")));
        assertEquals(List.of("pull img"), engine.calls);
    }

    @Test
    void cancelsAPullAndForgetsTheLaunch() throws Exception {
        engine.images.clear();
        engine.pullGate = Optional.of(new CountDownLatch(1));
        var outcome = new CompletableFuture<Outcome<Session>>();
        var task = background.run("launch", () -> sessions.launch(plain("a")), outcome::complete);
        await(() -> sessions.list().stream().anyMatch(s ->
                s.state() instanceof SessionState.Preparing(var step, var p, _)
                && step == Step.IMAGE && p.isPresent()));
        task.cancel();
        var failed = assertInstanceOf(Outcome.Failed.class, outcome.get(5, TimeUnit.SECONDS));
        assertInstanceOf(Failure.Cancelled.class, failed.failure());
        assertEquals(List.of(), sessions.list());
        assertTrue(engine.containers.isEmpty());
    }

    @Test
    void neverRemovesAContainerOfAnotherLaunch() {
        engine.createFailure = Optional.of(new Failure.NameTaken("slipway-a", ""));
        engine.containers.put("x", new Container("x", "slipway-a", "img", Container.State.RUNNING, Optional.empty(),
                false, "", java.time.Instant.EPOCH, Optional.empty(), Optional.empty(), Map.of(), List.of(), "bridge"));
        assertInstanceOf(Failure.NameTaken.class, failure(plain("a")));
        assertTrue(engine.containers.containsKey("x"));
    }

    @Test
    void findsItsSessionsAgainAfterARestart() throws Exception {
        engine.gpusInside = "device /dev/nvidia0\n";
        var before = sessions.launch(environment("a", new GpuChoice.Some(List.of("0"))));
        sessions.close();
        try (var again = open()) {
            await(() -> again.list().size() == 1 && again.list().getFirst().state()
                    instanceof SessionState.Running(_, var proof) && proof.isPresent());
            assertEquals(before, again.list().getFirst());
        }
    }

    @Test
    void pullsFromTheMirrorAndKeepsTheUsersOwnNameOfTheImage() throws Exception {
        engine.images.clear();
        try (var mirrored = new EngineSessions(machine, background, Optional.of(new Caller(1000, 1000, List.of())),
                image -> "mirror.example/" + image, new Layers(), Arrivals.NONE)) {
            var session = mirrored.launch(plain("a"));
            assertEquals("img", session.environment().image());
            assertEquals("pull mirror.example/img", engine.calls.getFirst());
            assertEquals("mirror.example/img", engine.specs.values().iterator().next().image());
            // What the mirror gave is here now, and not pulled again.
            mirrored.launch(plain("b"));
            assertEquals(1, engine.calls.stream().filter(call -> call.startsWith("pull")).count());
            engine.images.add("img");
            mirrored.launch(plain("c"));
            assertTrue(engine.specs.values().stream().anyMatch(spec -> spec.image().equals("img")));
        }
    }

    @Test
    void hidesSessionsOfOtherUsers() throws Exception {
        engine.put("b".repeat(64), Map.of(LaunchPlan.NAME_LABEL, "theirs", LaunchPlan.USER_LABEL, "1001"),
                Container.State.RUNNING);
        sessions.refresh();
        assertEquals(List.of(), sessions.list());
    }

    @Test
    void showsAContainerWithSpoiledLabels() throws Exception {
        engine.put("b".repeat(64), Map.of(LaunchPlan.NAME_LABEL, "x", LaunchPlan.ENVIRONMENT_LABEL, "&a *a",
                LaunchPlan.COLOUR_LABEL, "99", LaunchPlan.PORT_LABEL, "99999"), Container.State.EXITED);
        engine.put("c".repeat(64), Map.of(LaunchPlan.NAME_LABEL, "../x"), Container.State.EXITED);
        sessions.refresh();
        assertEquals(1, sessions.list().size());
        assertEquals(0, sessions.list().getFirst().colour());
        assertEquals(Optional.empty(), sessions.list().getFirst().jupyterPort());
    }

    @Test
    void learnsFromEventsAloneThatASessionEnded() throws Exception {
        sessions.launch(plain("a"));
        engine.stop(sessions.list().getFirst().containerId().orElseThrow(), java.time.Duration.ZERO);
        await(() -> sessions.list().getFirst().state() instanceof SessionState.Stopped);
    }

    @Test
    void claimsNothingWhileTheEngineIsLostAndAsksAnewWhenItIsBack() throws Exception {
        sessions.launch(plain("a"));
        await(() -> sessions.list().getFirst().state() instanceof SessionState.Running);
        synchronized (engine) {
            engine.listFailures.add(new Failure.EngineNotReachable("x", ""));
        }
        engine.connection.accept(false);
        await(() -> sessions.list().isEmpty());
        engine.connection.accept(true);
        await(() -> sessions.list().size() == 1);
    }

    @Test
    void keepsWhatTheEngineSaysWhileOnlyItsEventsAreLost() throws Exception {
        sessions.launch(plain("a"));
        await(() -> sessions.list().getFirst().state() instanceof SessionState.Running);
        var shown = new CopyOnWriteArrayList<Integer>();
        try (var _ = sessions.watch(list -> shown.add(list.size()))) {
            engine.connection.accept(false);
            engine.stop(sessions.list().getFirst().containerId().orElseThrow(), java.time.Duration.ZERO);
            await(() -> sessions.list().getFirst().state() instanceof SessionState.Stopped);
        }
        assertFalse(shown.contains(0), shown.toString());
    }

    @Test
    void asksAgainWhenTheEngineDidNotAnswerInTime() throws Exception {
        sessions.launch(plain("a"));
        await(() -> sessions.list().getFirst().state() instanceof SessionState.Running);
        synchronized (engine) {
            engine.listFailures.add(new Failure.TimedOut("engine", 10, ""));
        }
        engine.stop(sessions.list().getFirst().containerId().orElseThrow(), java.time.Duration.ZERO);
        await(() -> sessions.list().size() == 1 && sessions.list().getFirst().state() instanceof SessionState.Stopped);
        assertTrue(engine.listFailures.isEmpty());
    }

    @Test
    void showsNothingOfAnEngineThatIsGone() throws Exception {
        sessions.launch(plain("a"));
        await(() -> sessions.list().getFirst().state() instanceof SessionState.Running);
        synchronized (engine) {
            for (int i = 0; i < 10; i++) {
                engine.listFailures.add(new Failure.EngineNotReachable("x", ""));
            }
        }
        assertThrows(FailureException.class, sessions::refresh);
        assertEquals(List.of(), sessions.list());
    }

    @Test
    void followsTheUserToAnotherEngine() throws Exception {
        sessions.launch(plain("a"));
        var other = new FakeEngine();
        other.put("b".repeat(64), Map.of(LaunchPlan.NAME_LABEL, "there"), Container.State.EXITED);
        machine.use(Optional.of(other));
        await(() -> sessions.list().stream().map(Session::name).toList().equals(List.of("there")));
        machine.use(Optional.empty());
        assertEquals(List.of(), sessions.list());
        assertInstanceOf(Failure.EngineNotReachable.class, failure(plain("a")));
    }

    @Test
    void stopsStartsAndRemoves() throws Exception {
        sessions.launch(plain("a"));
        sessions.stop("a");
        assertInstanceOf(SessionState.Stopped.class, sessions.list().getFirst().state());
        assertInstanceOf(SessionState.Running.class, sessions.start("a").state());
        sessions.remove("a");
        assertEquals(List.of(), sessions.list());
        assertInstanceOf(Failure.NotFound.class,
                assertThrows(FailureException.class, () -> sessions.stop("a")).failure());
    }

    @Test
    void stopsASessionThatCameBackWithoutItsGpus() throws Exception {
        engine.gpusInside = "device /dev/nvidia0\ndevice /dev/nvidia1\n";
        sessions.launch(environment("a", new GpuChoice.All()));
        sessions.stop("a");
        engine.gpusInside = "device /dev/nvidia0\n";
        assertInstanceOf(Failure.GpuAccessMissing.class,
                assertThrows(FailureException.class, () -> sessions.start("a")).failure());
        await(() -> sessions.list().size() == 1 && sessions.list().getFirst().state() instanceof SessionState.Stopped);
    }

    @Test
    void tellsListenersEachListOnce() throws Exception {
        var seen = new ArrayList<List<Session>>();
        try (var _ = sessions.watch(list -> {
            synchronized (seen) {
                seen.add(list);
            }
        })) {
            sessions.launch(plain("a"));
            sessions.refresh();
            sessions.refresh();
        }
        synchronized (seen) {
            for (int i = 1; i < seen.size(); i++) {
                assertFalse(seen.get(i).equals(seen.get(i - 1)), "list " + i + " is the one before");
            }
        }
    }
}
