package dev.slipway.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.environment.Environment;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.session.EngineSessions;
import dev.slipway.session.FakeMachine;
import dev.slipway.testbed.TestBed;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The self-test in real containers without a GPU: what can be proved there is that it says so, and ends. */
@Tag("engine")
@Timeout(120)
class SelfTestEngineTest {
    private final TestBed bed = TestBed.open();
    private final FakeMachine machine = new FakeMachine(bed.docker());
    private final EngineSessions sessions = new EngineSessions(machine, Background.virtualThreads(),
            Optional.of(new Caller(1000, 1000, List.of(1000L))));
    private final String name = bed.name("selftest");

    @TempDir
    private Path folder;

    @AfterEach
    void clean() throws Exception {
        sessions.refresh();
        if (sessions.list().stream().anyMatch(session -> session.name().equals(name))) {
            sessions.remove(name);
        }
        sessions.close();
        bed.close();
    }

    private SelfTest tests() {
        return new SelfTest(sessions, machine, new SelfTestStore(folder), Clock.systemUTC());
    }

    private void launch(String image) throws Exception {
        sessions.launch(new Environment(name, image, new Environment.GpuChoice.None(), Optional.empty(), false,
                Optional.empty(), Optional.of(64L << 20)));
    }

    private String inside(String script) throws Exception {
        var held = sessions.held(name);
        return held.engine().exec(held.containerId(), List.of("sh", "-c", script), Duration.ofSeconds(20)).output();
    }

    @Test
    void whereThereIsNeitherGpuNorTorchItSaysSoAndKeepsThat() throws Exception {
        launch(bed.jupyter());
        var steps = new ArrayList<String>();
        var result = tests().run(name, SelfTest.Extent.USUAL, progress -> steps.add(progress.step().key()));
        assertEquals(List.of("selftest.step.devices", "selftest.step.software"), steps);
        assertEquals(List.of("selftest.proof.no-gpu-asked", "selftest.proof.no-torch"),
                Proof.of(result).stream().map(proof -> proof.text().key()).toList());
        assertTrue(result.measured().software().python().orElseThrow().startsWith("3."), "the image's own Python ran");
        assertTrue(result.digest().orElseThrow().contains("sha256:"));
        assertEquals(List.of(result), tests().store().list());
        assertEquals("", inside("ls -d /tmp/slipway-selftest-* 2>/dev/null"), "nothing stays behind");
    }

    @Test
    void anImageWithoutPythonIsRefusedInWords() throws Exception {
        launch(bed.tiny(bed.docker()));
        var failure = assertThrows(FailureException.class,
                () -> tests().run(name, SelfTest.Extent.USUAL, _ -> { })).failure();
        assertEquals("selftest.no-python", assertInstanceOf(Failure.BadInput.class, failure).problem().key());
    }

    @Test
    void aCancelledTestEndsInside() throws Exception {
        launch(bed.jupyter());
        // A PyTorch that never comes back from its import, in the folder of this user that Python looks into.
        inside("d=$(python3 -c 'import site; print(site.getusersitepackages())'); mkdir -p $d; "
                + "echo 'import time; time.sleep(600)' >$d/torch.py");
        var loading = new CountDownLatch(1);
        var end = new CompletableFuture<Outcome<SelfTestResult>>();
        var task = Background.virtualThreads().run("self-test", () -> tests().run(name, SelfTest.Extent.USUAL,
                progress -> {
                    if (progress.step().key().equals("selftest.step.software")) {
                        loading.countDown();
                    }
                }), end::complete);
        assertTrue(loading.await(30, TimeUnit.SECONDS));
        assertTrue(inside("ps -eo args").contains("SLIPWAY_SELFTEST"), "it runs");
        task.cancel();
        var outcome = assertInstanceOf(Outcome.Failed.class, end.get(30, TimeUnit.SECONDS));
        assertInstanceOf(Failure.Cancelled.class, outcome.failure());
        TestBed.await("the test has ended inside", 10, () -> {
            try {
                return !inside("ps -eo args").contains("SLIPWAY_SELFTEST");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals("", inside("ls -d /tmp/slipway-selftest-* 2>/dev/null"), "nothing stays behind");
        assertEquals(List.of(), tests().store().list());
    }
}
