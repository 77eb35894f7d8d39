package dev.slipway.layer;

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
import dev.slipway.environment.Extras.Packages;
import dev.slipway.testbed.TestBed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packages for a container that runs as an ordinary user, with Debian's real pip and an index on the bed's bridge. */
@Tag("engine")
@Timeout(180)
class AddingEngineTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestBed bed = TestBed.open();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private Engine docker;
    private Wheels index;
    private Adding adding;
    private String container;

    @BeforeEach
    void start() throws Exception {
        docker = bed.docker();
        index = new Wheels(bed.gateway())
                .add("einops", "0.8.1", List.of("tiny_need"), Map.of("einops.py", "VERSION = '0.8.1'\n"))
                .add("tiny_need", "1.0", List.of(), Map.of("tiny_need.py", ""))
                .add("torch", "2.10.0", List.of(), Map.of("torch/__init__.py", "__version__ = '2.10.0'\n",
                        "torch/version.py", "cuda = '13.0'\n"))
                .add("newer_torch", "1.0", List.of("torch>2.10"), Map.of("newer_torch.py", ""))
                .add("overwrites_torch", "1.0", List.of(), Map.of("torch/version.py", "cuda = None\n"));
        adding = new Adding(new Layers(() -> Indexes.of(Map.of("pip", index.address())), Map.of(), Optional.empty()),
                Background.virtualThreads());
        var name = bed.name("add");
        container = docker.create(new ContainerSpec(name, name, bed.property("imagePython"), List.of(),
                List.of("sleep", "600"), Map.of(), Map.of(TestBed.LABEL, bed.run()), List.of(), List.of(),
                new ContainerSpec.GpuRequest.None(), Optional.of("1000:1000"), List.of(), false, Optional.empty(),
                Optional.empty(), 64L << 20, true));
        docker.start(container);
    }

    @AfterEach
    void close() {
        index.close();
        bed.close();
    }

    private void add(String... packages) throws Exception {
        adding.add(docker, container, "img", new Packages(List.of(packages), List.of(), List.of()), log::add);
    }

    private String inside(String script) throws Exception {
        return docker.exec(container, List.of("/bin/sh", "-c", script + " 2>&1"), SOON).output().strip();
    }

    private void nothingIsLeft() throws Exception {
        assertEquals("", inside("ls /tmp"));
        assertEquals("", inside("grep -l slipway-ad[d] /proc/[0-9]*/cmdline"));
    }

    @Test
    void addsForTheSessionsUserAndLeavesNothingElse() throws Exception {
        add("einops>=0.8");
        assertEquals("0.8.1", inside("python3 -c 'import einops; print(einops.VERSION)'"));
        assertEquals("1000", inside("id -u"));
        assertTrue(log.stream().anyMatch(line -> line.startsWith("Successfully installed einops")), log.toString());
        nothingIsLeft();
    }

    @Test
    void saysWhichLineFailed() throws Exception {
        var failure = assertInstanceOf(Failure.LayerFailed.class,
                assertThrows(FailureException.class, () -> add("no-such-package")).failure());
        assertTrue(failure.why().arguments().getFirst().toString().contains("no-such-package"), failure.toString());
        nothingIsLeft();
    }

    @Test
    void keepsTheFrameworksThatAreThereAndSaysWhenOneWasChanged() throws Exception {
        add("torch");
        assertEquals("layer.problem.constraint", assertInstanceOf(Failure.LayerFailed.class,
                assertThrows(FailureException.class, () -> add("newer-torch")).failure()).why().key());
        assertEquals("layer.problem.framework-changed", assertInstanceOf(Failure.LayerFailed.class,
                assertThrows(FailureException.class, () -> add("overwrites-torch")).failure()).why().key());
        nothingIsLeft();
    }

    @Test
    void aCancelWhileFetchingLeavesNothing() throws Exception {
        index.gate = new CountDownLatch(1);
        var fetching = new CountDownLatch(1);
        var ended = new CompletableFuture<Outcome<String>>();
        var task = Background.virtualThreads().run("add", () -> {
            adding.add(docker, container, "img", new Packages(List.of("einops"), List.of(), List.of()), line -> {
                if (line.startsWith("Collecting")) {
                    fetching.countDown();
                }
            });
            return "";
        }, ended::complete);
        assertTrue(fetching.await(60, TimeUnit.SECONDS));
        task.cancel();
        assertInstanceOf(Failure.Cancelled.class, assertInstanceOf(Outcome.Failed.class,
                ended.get(30, TimeUnit.SECONDS)).failure());
        nothingIsLeft();
        assertTrue(inside("python3 -c 'import einops'").contains("ModuleNotFoundError"));
    }

    @Test
    void saysThatThereIsNoConda() {
        assertEquals("layer.problem.no-conda", assertInstanceOf(Failure.LayerFailed.class,
                assertThrows(FailureException.class, () -> adding.add(docker, container, "img",
                        new Packages(List.of(), List.of("ffmpeg"), List.of()), log::add)).failure()).why().key());
    }
}
