package dev.slipway.gpu.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Version;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.GpuProcess;
import dev.slipway.gpu.GpuProcess.Kind;
import dev.slipway.gpu.GpuSample;
import dev.slipway.gpu.GpuSample.ThrottleReason;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real binding against the stand-in libraries of {@code installer/test-nvml-stub.sh}. */
@Tag("nvml")
class NvmlSourceTest {
    private static final long GIB = 1L << 30;
    private static final String TWO_GPUS = """
            driver 535.183.01
            cuda 12020
            nvml 12.535.183.01
            gpu 0 name NVIDIA GeForce RTX 4090
            gpu 0 uuid GPU-11111111-2222-3333-4444-555555555555
            gpu 0 pci 00000000:01:00.0
            gpu 0 brand 5
            gpu 0 capability 8 9
            gpu 0 arch 8
            gpu 0 memory 25757220864 402653184 1073741824 2147483648 3221225472
            gpu 0 utilization 37 12
            gpu 0 temperature 61
            gpu 0 power 187500
            gpu 0 limit 450000
            gpu 0 clocks 2520 10501
            gpu 0 fan 45
            gpu 0 state 2
            gpu 0 throttle 0x24
            gpu 0 compute 4242 3221225472
            gpu 0 compute 4243 -
            gpu 0 graphics 4242 3221225472
            gpu 0 graphics 900 52428800
            gpu 1 name NVIDIA H200
            gpu 1 uuid GPU-99999999-2222-3333-4444-555555555555
            gpu 1 pci 00000000:C1:00.0
            gpu 1 brand 14
            gpu 1 capability 9 0
            gpu 1 arch 9
            gpu 1 memory 150754820096 645922816 0
            gpu 1 utilization 0 0
            gpu 1 temperature 30
            gpu 1 power 75000
            gpu 1 limit 700000
            gpu 1 ecc 1
            gpu 1 mig 0
            gpu 1 state 32
            gpu 1 throttle 1
            """;

    @TempDir
    Path folder;

    private Stub stub(String kind, String scenario) throws Exception {
        return Stub.copy(kind, folder.resolve(kind)).scenario(scenario);
    }

    private static Reason reason(Reading<?> reading) {
        return assertInstanceOf(Missing.class, reading).reason();
    }

    @Test
    void readsDriverAndGpus() throws Exception {
        try (var source = stub("new", TWO_GPUS).source()) {
            var inventory = source.inventory();
            var driver = inventory.driver().asOptional().orElseThrow();
            assertEquals("535.183.01", driver.version().toString());
            assertEquals(Reading.of(Version.of("12.2")), driver.cuda());
            assertEquals(Reading.of("12.535.183.01"), driver.nvml());
            assertEquals("nvml", inventory.origin());
            assertEquals(2, inventory.gpus().size());
            assertEquals(new Gpu(0, "GPU-11111111-2222-3333-4444-555555555555", "NVIDIA GeForce RTX 4090",
                    Gpu.Maker.NVIDIA, Reading.of("00000000:01:00.0"), Reading.of("GeForce"),
                    Reading.of(new ComputeCapability(8, 9)), Reading.of("Ada"), Reading.of(25757220864L),
                    Reading.of(402653184L), Reading.of(450.0), Code.missing(3), Code.missing(3)),
                    inventory.gpus().getFirst());
            var second = inventory.gpus().get(1);
            assertEquals(Reading.of(true), second.eccOn());
            assertEquals(Reading.of(false), second.migOn());
        }
    }

    @Test
    void samplesBothGpus() throws Exception {
        try (var source = stub("new", TWO_GPUS).source()) {
            var samples = source.sample();
            assertEquals(2, samples.size());
            var first = samples.getFirst();
            assertEquals("GPU-11111111-2222-3333-4444-555555555555", first.uuid());
            assertEquals(Reading.of(GIB), first.memoryUsedBytes());
            assertEquals(Reading.of(402653184L), first.memoryReservedBytes());
            assertEquals(Reading.of(25757220864L - 402653184L - GIB), first.memoryFreeBytes());
            assertEquals(Reading.of(37), first.utilizationPercent());
            assertEquals(Reading.of(12), first.memoryUtilizationPercent());
            assertEquals(Reading.of(61), first.temperatureCelsius());
            assertEquals(Reading.of(187.5), first.powerWatts());
            assertEquals(Reading.of(2520), first.graphicsClockMhz());
            assertEquals(Reading.of(10501), first.memoryClockMhz());
            assertEquals(Reading.of(45), first.fanPercent());
            assertEquals(Reading.of(2), first.performanceState());
            assertEquals(Reading.of(Set.of(ThrottleReason.POWER_CAP, ThrottleReason.SOFTWARE_THERMAL)),
                    first.throttleReasons());
            var second = samples.get(1);
            assertEquals(Reason.NOT_SUPPORTED, reason(second.fanPercent()));
            assertEquals(Reason.NOT_KNOWN, reason(second.performanceState()));
            assertEquals(Reading.of(List.of()), second.processes());
        }
    }

    @Test
    void followsTheMemoryCurveAndALaterScenario() throws Exception {
        var stub = stub("new", TWO_GPUS);
        try (var source = stub.source()) {
            assertEquals(Reading.of(GIB), source.sample().getFirst().memoryUsedBytes());
            assertEquals(Reading.of(2 * GIB), source.sample().getFirst().memoryUsedBytes());
            assertEquals(Reading.of(3 * GIB), source.sample().getFirst().memoryUsedBytes());
            assertEquals(Reading.of(3 * GIB), source.sample().getFirst().memoryUsedBytes());
            stub.scenario(TWO_GPUS.replace("gpu 0 compute 4243 -", "gpu 0 compute 5555 1000"));
            assertTrue(processes(source.sample().getFirst())
                    .contains(new GpuProcess(5555, Reading.of(1000L), Kind.COMPUTE)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "v2", "protected", "old"})
    void listsProcessesWithEveryFormOfTheFunction(String kind) throws Exception {
        try (var source = stub(kind, TWO_GPUS).source()) {
            var processes = processes(source.sample().getFirst());
            assertEquals(List.of(4242L, 4243L, 900L), processes.stream().map(GpuProcess::pid).toList());
            assertEquals(new GpuProcess(4242, Reading.of(3 * GIB), Kind.BOTH), processes.getFirst());
            assertEquals(Reason.NOT_SUPPORTED, reason(processes.get(1).memoryBytes()));
            assertEquals(new GpuProcess(900, Reading.of(52428800L), Kind.GRAPHICS), processes.get(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "old"})
    void growsForMoreProcessesThanFit(String kind) throws Exception {
        var many = new StringBuilder(TWO_GPUS);
        for (int pid = 10_000; pid < 11_500; pid++) {
            many.append("gpu 1 compute ").append(pid).append(' ').append(pid * 10L).append('\n');
        }
        try (var source = stub(kind, many.toString()).source()) {
            var processes = processes(source.sample().get(1));
            assertEquals(1500, processes.size());
            assertEquals(new GpuProcess(11_499, Reading.of(114_990L), Kind.COMPUTE), processes.getLast());
            assertEquals(1500, processes(source.sample().get(1)).size());
        }
    }

    @Test
    void getsAlongWithAnOldDriver() throws Exception {
        try (var source = stub("old", TWO_GPUS).source()) {
            var gpu = source.inventory().gpus().getFirst();
            assertEquals(Reading.of("0000:01:00.0"), gpu.pciId());
            assertEquals(Reading.of("Ada"), gpu.architecture());
            assertEquals(Reading.of(450.0), gpu.powerLimitWatts());
            assertEquals(Reading.of(25757220864L), gpu.memoryBytes());
            assertEquals(Reason.DRIVER_TOO_OLD, reason(gpu.reservedBytes()));
            assertEquals(Reason.DRIVER_TOO_OLD, reason(gpu.migOn()));
            var sample = source.sample().getFirst();
            assertEquals(Reason.DRIVER_TOO_OLD, reason(sample.memoryReservedBytes()));
            assertEquals(Reading.of(Set.of(ThrottleReason.POWER_CAP, ThrottleReason.SOFTWARE_THERMAL)),
                    sample.throttleReasons());
        }
    }

    @Test
    void needsNoMoreThanInitAndCount() throws Exception {
        try (var source = stub("bare", TWO_GPUS).source()) {
            var inventory = source.inventory();
            assertEquals(Reason.DRIVER_TOO_OLD, reason(inventory.driver()));
            assertEquals(2, inventory.gpus().size());
            assertEquals(Reason.DRIVER_TOO_OLD, reason(inventory.gpus().getFirst().computeCapability()));
            assertEquals(2, source.sample().size());
            assertEquals(Reason.DRIVER_TOO_OLD, reason(source.sample().getFirst().memoryUsedBytes()));
        }
    }

    @ParameterizedTest
    @CsvSource({"broken, cannot be loaded", "other, not NVML"})
    void aLibraryThatIsNotNvmlIsAReading(String kind, String words) throws Exception {
        try (var source = stub(kind, "").source()) {
            var missing = assertInstanceOf(Missing.class, source.inventory().driver());
            assertEquals(Reason.NO_LIBRARY, missing.reason());
            assertTrue(missing.detail().contains(words), missing.detail());
        }
    }

    @ParameterizedTest
    @CsvSource({"18, LIBRARY_MISMATCH", "9, ERROR", "17, NO_PERMISSION", "999, ERROR"})
    void saysWhyNvmlDoesNotStart(int code, Reason reason) throws Exception {
        try (var source = stub("new", "init " + code + "\n" + TWO_GPUS).source()) {
            assertEquals(reason, reason(source.inventory().driver()));
            assertEquals(List.of(), source.inventory().gpus());
            assertEquals(List.of(), source.sample());
        }
    }

    @ParameterizedTest
    @CsvSource({"3, NOT_SUPPORTED", "4, NO_PERMISSION", "13, DRIVER_TOO_OLD", "15, GPU_LOST", "999, ERROR"})
    void oneFailingValueLeavesTheOthers(int code, Reason reason) throws Exception {
        var scenario = TWO_GPUS + "error DeviceGetTemperature " + code + " 0\n";
        try (var source = stub("new", scenario).source()) {
            var samples = source.sample();
            assertEquals(reason, reason(samples.getFirst().temperatureCelsius()));
            assertEquals(Reading.of(37), samples.getFirst().utilizationPercent());
            assertEquals(Reading.of(30), samples.get(1).temperatureCelsius());
        }
    }

    @Test
    void fallsBackWhenTheDriverRefusesTheSecondFormOfMemory() throws Exception {
        try (var source = stub("new", TWO_GPUS + "error DeviceGetMemoryInfo_v2 25\n").source()) {
            var sample = source.sample().getFirst();
            assertEquals(Reading.of(GIB + 402653184L), sample.memoryUsedBytes());
            assertEquals(Reason.DRIVER_TOO_OLD, reason(sample.memoryReservedBytes()));
        }
    }

    @Test
    void aGpuThatFellOffTheBusIsListedAndTheOtherGoesOn() throws Exception {
        var stub = stub("new", TWO_GPUS + "error DeviceGetHandleByIndex 15 0\n");
        var now = new AtomicLong();
        try (var source = new NvmlSource(stub.candidates(), new SleepState(folder), now::get)) {
            var gpus = source.inventory().gpus();
            assertEquals(Reason.GPU_LOST, reason(gpus.getFirst().memoryBytes()));
            assertEquals("NVIDIA H200", gpus.get(1).name());
            var samples = source.sample();
            assertEquals(Reason.GPU_LOST, reason(samples.getFirst().memoryUsedBytes()));
            assertEquals(Reading.of(0L), samples.get(1).memoryUsedBytes());

            stub.scenario(TWO_GPUS);
            now.addAndGet(20_000_000_000L);
            assertEquals(2, source.sample().size());
            assertInstanceOf(Reading.Value.class, source.sample().getFirst().memoryUsedBytes());
        }
    }

    @Test
    void startsAgainAfterAFailureButNotAtEveryTick() throws Exception {
        var stub = stub("new", "init 9\n" + TWO_GPUS);
        var now = new AtomicLong();
        try (var source = new NvmlSource(stub.candidates(), new SleepState(folder), now::get)) {
            assertEquals(List.of(), source.sample());
            stub.scenario(TWO_GPUS);
            now.addAndGet(1_000_000_000L);
            assertEquals(List.of(), source.sample());
            now.addAndGet(10_000_000_000L);
            assertEquals(2, source.sample().size());
        }
    }

    @Test
    void opensAgainAfterClose() throws Exception {
        var source = stub("new", TWO_GPUS).source();
        assertEquals(2, source.sample().size());
        source.close();
        source.close();
        assertEquals(2, source.sample().size());
        assertEquals(2, source.inventory().gpus().size());
        source.close();
    }

    @Test
    void neitherWakesASleepingGpuNorKeepsItAwake() throws Exception {
        var pci = folder.resolve("pci");
        NvmlFactsTest.device(pci, "0000:01:00.0", "0x10de", "0x030000", "suspended", "auto");
        var stub = stub("new", TWO_GPUS);
        try (var source = new NvmlSource(stub.candidates(), new SleepState(pci), System::nanoTime)) {
            assertEquals(List.of(), source.sample());
            assertEquals(2, source.inventory().gpus().size());
            var asleep = source.sample();
            assertEquals(2, asleep.size());
            assertEquals(Reading.missing(Reason.NOT_KNOWN, "asleep"), asleep.getFirst().memoryUsedBytes());
            stub.scenario("init 999\n");
            assertEquals(2, source.inventory().gpus().size(), "what is known needs no waking");
            stub.scenario(TWO_GPUS);
            NvmlFactsTest.device(pci, "0000:01:00.0", "0x10de", "0x030000", "active", "auto");
            assertEquals(Reading.of(GIB), source.sample().getFirst().memoryUsedBytes());
            // Held open while someone looks, let go between samples that no one looks at.
            NvmlFactsTest.device(pci, "0000:01:00.0", "0x10de", "0x030000", "suspended", "auto");
            assertEquals(Reading.of(2 * GIB), source.sample().getFirst().memoryUsedBytes());
            source.rest();
            assertEquals(Reading.missing(Reason.NOT_KNOWN, "asleep"), source.sample().getFirst().memoryUsedBytes());
        }
    }

    @Test
    void aGpuThatNeverSleepsStaysOpenBetweenSamples() throws Exception {
        try (var source = stub("new", TWO_GPUS).source()) {
            assertEquals(Reading.of(GIB), source.sample().getFirst().memoryUsedBytes());
            source.rest();
            // Starting anew would begin the stand-in's curve again.
            assertEquals(Reading.of(2 * GIB), source.sample().getFirst().memoryUsedBytes());
        }
    }

    @Test
    void manyThreadsMayAskAtOnce() throws Exception {
        var source = stub("new", TWO_GPUS).source();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var tasks = IntStream.range(0, 40).mapToObj(i -> CompletableFuture.runAsync(() -> {
                switch (i % 4) {
                    case 0 -> assertEquals(2, source.inventory().gpus().size());
                    case 1 -> source.close();
                    default -> assertEquals(2, source.sample().size());
                }
            }, threads)).toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(tasks).join();
        }
        source.close();
    }

    private static List<GpuProcess> processes(GpuSample sample) {
        return sample.processes().asOptional().orElseThrow();
    }
}
