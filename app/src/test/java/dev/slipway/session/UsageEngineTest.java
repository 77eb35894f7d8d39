package dev.slipway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Reading;
import dev.slipway.engine.Engine;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.Sampler;
import dev.slipway.gpu.nvml.TestNvml;
import dev.slipway.testbed.TestBed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a sample: NVML's processes, real containers, the kernel's word on whose they are. */
@Tag("engine")
@Timeout(120)
class UsageEngineTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    void joinsProcessesOnAGpuToTheContainersTheyRunIn() throws Exception {
        var bed = TestBed.open();
        var docker = bed.docker();
        var machine = new FakeMachine(docker);
        try (bed; var sessions = new EngineSessions(machine, Background.virtualThreads(),
                Optional.of(new Caller(1000, 1000, List.of())))) {
            var names = List.of(bed.name("one"), bed.name("two"));
            try {
                for (var name : names) {
                    sessions.launch(new Environment(name, bed.tiny(docker), new GpuChoice.None(), Optional.empty(),
                            false, Optional.empty(), Optional.empty()));
                }
                watch(sessions, machine, names, pid(sessions, docker, names.get(0)),
                        pid(sessions, docker, names.get(1)));
            } finally {
                for (var name : names) {
                    sessions.remove(name);
                }
            }
        }
    }

    private static long pid(EngineSessions sessions, Engine docker, String name) throws Exception {
        var id = sessions.list().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow().containerId();
        return docker.processes(id.orElseThrow()).getLast().pid();
    }

    private void watch(EngineSessions sessions, FakeMachine machine, List<String> names, long first, long second)
            throws Exception {
        var scenario = """
                gpu 0 uuid GPU-x
                gpu 0 memory %d 0 %d
                gpu 0 utilization 37 12
                gpu 0 compute %d %d
                gpu 0 compute %d %d
                gpu 0 graphics %d %d
                """.formatted(24 * GIB, 12 * GIB, first, 8 * GIB, second, 2 * GIB, ProcessHandle.current().pid(), GIB);
        var newest = new AtomicReference<Usage>();
        try (var sampler = new Sampler(TestNvml.open(folder, scenario), () -> Duration.ofMillis(100))) {
            var usage = new LiveUsage(sampler, sessions, machine, Background.virtualThreads());
            try (var _ = usage.listen(Feed.Pace.VISIBLE, newest::set)) {
                TestBed.await("both sessions hold their memory", 15, () -> newest.get() != null
                        && newest.get().gpus().size() == 1 && newest.get().gpus().getFirst().bySession()
                                .equals(Map.of(names.get(0), 8 * GIB, names.get(1), 2 * GIB)));
                var gpu = newest.get().gpus().getFirst();
                assertEquals(Reading.of(2 * GIB), gpu.otherBytes());
                assertEquals(List.of(names.get(0), names.get(1), ""),
                        gpu.holders().stream().map(Usage.Holder::session).toList());
                assertTrue(gpu.holders().getLast().command().startsWith("java"), gpu.holders().toString());
                TestBed.await("the engine tells the load", 15, () -> names.stream().allMatch(name ->
                        newest.get().sessions().get(name) instanceof Usage.SessionLoad(_, var memory)
                                && memory.orElse(0L) > 0));
                assertEquals((float) (8 * GIB), usage.history().latest("session." + names.get(0) + ".gpu"));
                sessions.stop(names.get(0));
                TestBed.await("what a stopped session held is no longer its own", 15, () -> newest.get().gpus()
                        .getFirst().bySession().equals(Map.of(names.get(1), 2 * GIB)));
            }
        }
    }
}
