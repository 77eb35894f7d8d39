package dev.slipway.gpu.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.gpu.GpuProcess;
import dev.slipway.gpu.GpuProcess.Kind;
import dev.slipway.gpu.GpuSample.ThrottleReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no library: codes, numbers, names, paths. */
class NvmlFactsTest {

    @ParameterizedTest
    @CsvSource({
        "1, ERROR", "2, ERROR", "3, NOT_SUPPORTED", "4, NO_PERMISSION", "6, NOT_KNOWN", "7, ERROR", "8, ERROR",
        "9, ERROR", "10, ERROR", "12, NO_LIBRARY", "13, DRIVER_TOO_OLD", "15, GPU_LOST", "16, GPU_LOST",
        "17, NO_PERMISSION", "18, LIBRARY_MISMATCH", "21, NOT_KNOWN", "22, NOT_SUPPORTED", "25, DRIVER_TOO_OLD",
        "26, NOT_SUPPORTED", "27, NOT_KNOWN", "28, NOT_KNOWN", "999, ERROR", "12345, ERROR", "-1, ERROR",
    })
    void everyReturnCodeHasItsReason(int code, Reason reason) {
        var missing = assertInstanceOf(Missing.class, Code.missing(code));
        assertEquals(reason, missing.reason());
        assertTrue(missing.detail().contains(String.valueOf(code)), missing.detail());
    }

    @ParameterizedTest
    @CsvSource({"13000, 13.0", "12020, 12.2", "11080, 11.8", "12120, 12.12", "0, 0.0"})
    void readsCudaVersions(int number, String version) {
        assertEquals(version, NvmlSource.cudaVersion(number).toString());
    }

    @Test
    void namesThrottleReasons() {
        assertEquals(Set.of(), Samples.throttleReasons(0));
        assertEquals(Set.of(ThrottleReason.IDLE), Samples.throttleReasons(1));
        assertEquals(Set.of(ThrottleReason.POWER_CAP, ThrottleReason.HARDWARE_THERMAL), Samples.throttleReasons(0x44));
        assertEquals(Set.of(ThrottleReason.DISPLAY_CLOCKS, ThrottleReason.OTHER), Samples.throttleReasons(0x300));
    }

    @Test
    void takesTheArchitectureFromTheCapabilityWhenTheDriverIsTooOldToTell() {
        Reading<Integer> absent = Code.missing(13);
        assertEquals(Reading.of("Turing"), Described.architecture(absent, Reading.of(new ComputeCapability(7, 5))));
        assertEquals(Reading.of("Hopper"), Described.architecture(Reading.of(9), Reading.unknown()));
        assertEquals(Reading.of("Blackwell"), Described.architecture(Reading.of(-1),
                Reading.of(new ComputeCapability(12, 0))));
    }

    @Test
    void aProcessInBothListsStandsOnce() {
        var table = new ProcessTable();
        table.add(7, 100, Kind.COMPUTE);
        table.add(8, Layouts.NOT_AVAILABLE, Kind.COMPUTE);
        table.add(7, 120, Kind.GRAPHICS);
        table.add(9, 5, Kind.GRAPHICS);
        assertEquals(List.of(7L, 8L, 9L), table.processes().stream().map(GpuProcess::pid).toList());
        assertEquals(new GpuProcess(7, Reading.of(120L), Kind.BOTH), table.processes().getFirst());
        assertInstanceOf(Missing.class, table.processes().get(1).memoryBytes());
    }

    @Test
    void aProcessOnTwoInstancesOfOneGpuHoldsTheirSum() {
        var table = new ProcessTable();
        table.add(7, 100, Kind.COMPUTE);
        table.add(7, 50, Kind.COMPUTE);
        assertEquals(List.of(new GpuProcess(7, Reading.of(150L), Kind.COMPUTE)), table.processes());
    }

    @Test
    void looksWhereEachSystemKeepsTheLibrary() {
        assertEquals(List.of("/x/lib.so"), LibraryFile.candidates("/x/lib.so", "Linux", Map.of("SLIPWAY_NVML", "/y")));
        assertEquals(List.of("/y"), LibraryFile.candidates(null, "Linux", Map.of("SLIPWAY_NVML", "/y")));
        assertEquals(List.of("/usr/lib/wsl/lib/libnvidia-ml.so.1", "libnvidia-ml.so.1",
                "/run/opengl-driver/lib/libnvidia-ml.so.1"), LibraryFile.candidates("", "Linux", Map.of()));
        assertEquals(List.of("D:\\Win\\System32\\nvml.dll", "C:\\Program Files\\NVIDIA Corporation\\NVSMI\\nvml.dll"),
                LibraryFile.candidates(null, "Windows 11", Map.of("SystemRoot", "D:\\Win")));
        assertEquals(List.of(), LibraryFile.candidates(null, "Mac OS X", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "text"})
    void aLibraryThatCannotBeLoadedIsAReading(String kind, @TempDir Path folder) throws Exception {
        var library = folder.resolve("libnvidia-ml.so.1");
        if (kind.equals("text")) {
            Files.writeString(library, "not a library");
        }
        try (var source = new NvmlSource(List.of(library.toString()), new SleepState(folder), System::nanoTime)) {
            var inventory = source.inventory();
            var missing = assertInstanceOf(Missing.class, inventory.driver());
            assertEquals(Reason.NO_LIBRARY, missing.reason());
            assertTrue(missing.detail().contains(library.toString()), missing.detail());
            assertEquals(List.of(), inventory.gpus());
            assertEquals(List.of(), source.sample());
        }
    }

    @Test
    void aSystemWithoutNvmlIsAReading() {
        try (var source = new NvmlSource(List.of(), new SleepState(Path.of("none")), System::nanoTime)) {
            assertEquals(Reason.NO_LIBRARY, assertInstanceOf(Missing.class, source.inventory().driver()).reason());
        }
    }

    @Test
    void tellsASleepingGpuWithoutWakingIt(@TempDir Path pci) throws Exception {
        var sleep = new SleepState(pci);
        device(pci, "0000:00:02.0", "0x8086", "0x030000", "active", "on");
        assertEquals(List.of(false, false), List.of(sleep.asleep(), sleep.canSleep()));
        device(pci, "0000:01:00.0", "0x10de", "0x030200", "suspended", "auto");
        device(pci, "0000:01:00.1", "0x10de", "0x040300", "active", "on");
        assertEquals(List.of(true, true), List.of(sleep.asleep(), sleep.canSleep()));
        device(pci, "0000:01:00.0", "0x10de", "0x030200", "active", "auto");
        assertEquals(List.of(false, true), List.of(sleep.asleep(), sleep.canSleep()));
    }

    static void device(Path pci, String address, String vendor, String type, String status, String control)
            throws Exception {
        var power = Files.createDirectories(pci.resolve(address).resolve("power"));
        Files.writeString(pci.resolve(address).resolve("vendor"), vendor + "\n");
        Files.writeString(pci.resolve(address).resolve("class"), type + "\n");
        Files.writeString(power.resolve("runtime_status"), status + "\n");
        Files.writeString(power.resolve("control"), control + "\n");
    }
}
