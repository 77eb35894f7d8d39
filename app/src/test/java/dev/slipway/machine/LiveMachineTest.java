package dev.slipway.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Reading;
import dev.slipway.base.Version;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.Engines;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.GpuSample;
import dev.slipway.gpu.GpuSource;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LiveMachineTest {
    private static final Host HOST = new Host("linux", "Debian", "amd64", false, Reading.of("CPU"), Reading.of(8),
            Reading.of(1L << 34), Reading.of(1L << 33));

    private final FakeEngines engines = new FakeEngines();
    private final List<String> kept = new ArrayList<>();
    private Optional<String> chosen = Optional.empty();
    private GpuSource gpus = gpus(() -> new GpuSource.Inventory(Reading.unknown(), List.of(Gpu.known(0, "u", "GPU",
            Gpu.Maker.NVIDIA, Reading.unknown(), Reading.unknown(), Reading.unknown())), "test"));

    private static GpuSource gpus(Supplier<GpuSource.Inventory> inventory) {
        return new GpuSource() {
            @Override
            public Inventory inventory() {
                return inventory.get();
            }

            @Override
            public List<GpuSample> sample() {
                return List.of();
            }

            @Override
            public void close() {
            }
        };
    }

    private LiveMachine machine(Background background) {
        return new LiveMachine(gpus, () -> HOST, engines, () -> chosen, kept::add, background);
    }

    private LiveMachine machine() {
        return machine(Background.sameThread());
    }

    private static Endpoint endpoint(String name) {
        return new Endpoint(URI.create("unix:///run/" + name + ".sock"), Endpoint.Origin.USUAL_SOCKET, name);
    }

    private static EngineInfo info(String name, Set<GpuAccess> access) {
        return new EngineInfo(endpoint(name), EngineInfo.Kind.DOCKER, Version.of("28.2.2"), "1.50", false, false,
                false, access, List.of(), "/var/lib/docker", Reading.unknown(), "amd64");
    }

    /** Engines by name: with info they answer, without they do not. */
    private static final class FakeEngines implements Engines {
        private final Map<String, EngineInfo> answering = new HashMap<>();
        private final List<String> known = new ArrayList<>();
        private final List<String> events = new ArrayList<>();
        private Optional<Failure> broken = Optional.empty();

        FakeEngines with(String name, GpuAccess... access) {
            known.add(name);
            answering.put(name, LiveMachineTest.info(name, Set.of(access)));
            return this;
        }

        FakeEngines dead(String name) {
            known.add(name);
            return this;
        }

        @Override
        public List<Endpoint> endpoints() {
            return known.stream().map(LiveMachineTest::endpoint).toList();
        }

        @Override
        public List<Found> search() {
            broken.ifPresent(_ -> {
                throw new IllegalStateException("search");
            });
            return endpoints().stream().map(one -> new Found(one, Optional.ofNullable(answering.get(one.label())),
                    answering.containsKey(one.label()) ? Optional.empty() : Optional.of(refused(one)))).toList();
        }

        private static Failure refused(Endpoint endpoint) {
            return new Failure.EngineNotReachable(endpoint.uri().toString(), "");
        }

        @Override
        public Engine open(Endpoint endpoint) {
            events.add("open " + endpoint.label());
            return (Engine) Proxy.newProxyInstance(Engine.class.getClassLoader(), new Class<?>[] {Engine.class},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "close" -> events.add("close " + endpoint.label()) ? null : null;
                        case "info" -> Optional.ofNullable(answering.get(endpoint.label()))
                                .orElseThrow(() -> new FailureException(refused(endpoint)));
                        case "toString" -> endpoint.label();
                        case "equals" -> self == arguments[0];
                        case "hashCode" -> System.identityHashCode(self);
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }
    }

    private static String inUse(LiveMachine machine) {
        return machine.info().map(info -> info.endpoint().label()).orElse("none");
    }

    @Test
    void knowsNothingUntilAsked() {
        var machine = machine();
        assertEquals(MachineSource.State.NOTHING, machine.state());
        assertTrue(machine.engine().isEmpty());
        assertTrue(machine.info().isEmpty());
    }

    @Test
    void publishesEachPartAsItArrives() throws Exception {
        engines.with("docker");
        var machine = machine();
        var seen = new ArrayList<MachineSource.State>();
        try (var _ = machine.watch(seen::add)) {
            var probed = machine.probe();
            assertEquals(HOST, probed.host());
            assertEquals("GPU", probed.gpus().getFirst().name());
            assertEquals("docker", probed.engine().orElseThrow().endpoint().label());
        }
        assertEquals(4, seen.size());
        assertEquals(MachineSource.State.NOTHING, seen.getFirst());
        assertTrue(seen.get(1).host().isPresent() && seen.get(1).inventory().isEmpty());
        assertTrue(seen.get(2).inventory().isPresent() && seen.get(2).engines().isEmpty());
        assertTrue(seen.get(3).machine().isPresent());
        machine.probe();
        assertEquals(4, seen.size(), "a closed subscription still hears");
    }

    @Test
    void asksThePartsSideBySide() throws Exception {
        var engineAsked = new CountDownLatch(1);
        gpus = gpus(() -> {
            try {
                // Answers only once the host has been published, which would hang if one waited for the other.
                assertTrue(engineAsked.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new GpuSource.Inventory(Reading.unknown(), List.of(), "slow");
        });
        var machine = machine(Background.virtualThreads());
        try (var _ = machine.watch(state -> {
            if (state.host().isPresent() && state.engines().isPresent()) {
                engineAsked.countDown();
            }
        })) {
            machine.probe();
        }
        assertEquals("slow", machine.state().inventory().orElseThrow().origin());
    }

    @Test
    void prefersAnEngineThatGivesGpus() throws Exception {
        engines.dead("context").with("podman").with("docker", GpuAccess.CDI);
        var machine = machine();
        machine.probe();
        assertEquals("docker", inUse(machine));
        assertEquals(3, machine.state().engines().orElseThrow().size());
        assertEquals(List.of(), kept);
    }

    @Test
    void prefersTheChosenEngineWhenItAnswers() throws Exception {
        engines.with("docker", GpuAccess.CDI).with("podman").dead("desktop");
        chosen = Optional.of("unix:///run/podman.sock");
        var machine = machine();
        machine.probe();
        assertEquals("podman", inUse(machine));
        chosen = Optional.of("unix:///run/desktop.sock");
        machine.probe();
        assertEquals("docker", inUse(machine));
    }

    @Test
    void keepsTheOpenEngineWhileItStaysTheSame() throws Exception {
        engines.with("docker");
        var changes = new AtomicInteger();
        var machine = machine();
        try (var _ = machine.watchEngine(changes::incrementAndGet)) {
            machine.probe();
            var engine = machine.engine().orElseThrow();
            machine.probe();
            assertSame(engine, machine.engine().orElseThrow());
            assertEquals(1, changes.get());

            engines.answering.clear();
            machine.probe();
            assertTrue(machine.info().isEmpty());
            assertSame(engine, machine.engine().orElseThrow());
            assertEquals(2, changes.get());

            engines.answering.put("docker", info("docker", Set.of()));
            machine.probe();
            assertSame(engine, machine.engine().orElseThrow());
            assertEquals(3, changes.get());
        }
        assertEquals(List.of("open docker"), engines.events);
        machine.close();
        assertEquals(List.of("open docker", "close docker"), engines.events);
    }

    @Test
    void usesAnotherEngineAndKeepsTheChoice() throws Exception {
        engines.with("docker").with("podman");
        var machine = machine();
        machine.probe();
        engines.events.clear();
        machine.use(endpoint("podman"));
        assertEquals("podman", inUse(machine));
        assertEquals("podman", machine.engine().orElseThrow().toString());
        assertEquals(List.of("unix:///run/podman.sock"), kept);
        assertEquals("close docker", engines.events.getLast());
        assertEquals(2, machine.state().engines().orElseThrow().size());
    }

    @Test
    void staysWithItsEngineWhenTheOtherDoesNotAnswer() throws Exception {
        engines.with("docker").dead("podman");
        var machine = machine();
        machine.probe();
        var error = assertThrows(FailureException.class, () -> machine.use(endpoint("podman")));
        assertInstanceOf(Failure.EngineNotReachable.class, error.failure());
        assertEquals("docker", inUse(machine));
        assertEquals(List.of(), kept);
    }

    @Test
    void withoutAnyEngineTheMachineIsStillComplete() throws Exception {
        engines.dead("docker");
        assertTrue(machine().probe().engine().isEmpty());
    }

    @Test
    void aPartThatFailsDoesNotTakeTheOthersAlong() throws Exception {
        engines.broken = Optional.of(new Failure.Cancelled(""));
        gpus = gpus(() -> {
            throw new IllegalStateException("gpus");
        });
        var machine = machine();
        var probed = machine.probe();
        assertFalse(probed.driver().asOptional().isPresent());
        assertTrue(probed.engine().isEmpty());
        assertEquals(List.of(), machine.state().engines().orElseThrow());
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        var never = new CountDownLatch(1);
        gpus = gpus(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new CancellationException();
            }
            return null;
        });
        var machine = machine(Background.virtualThreads());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, machine::probe);
        assertTrue(machine.state().machine().isEmpty());
    }
}
