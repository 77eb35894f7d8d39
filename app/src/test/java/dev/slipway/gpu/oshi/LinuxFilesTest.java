package dev.slipway.gpu.oshi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxFilesTest {
    @TempDir
    private Path proc;

    @Test
    void readsAnX86Computer() throws IOException {
        Files.writeString(proc.resolve("cpuinfo"), """
                processor\t: 0
                vendor_id\t: AuthenticAMD
                model name\t: AMD Ryzen 9 7950X 16-Core Processor  \s
                core id\t\t: 0

                processor\t: 1
                model name\t: AMD Ryzen 9 7950X 16-Core Processor
                """);
        Files.writeString(proc.resolve("meminfo"), """
                MemTotal:       65558728 kB
                MemFree:          222 kB
                MemAvailable:   51380224 kB
                """);
        assertEquals(new LinuxFiles(Optional.of("AMD Ryzen 9 7950X 16-Core Processor"), Optional.of(2),
                Optional.of(65_558_728L * 1024), Optional.of(51_380_224L * 1024)), LinuxFiles.read(proc));
    }

    @Test
    void anArmBoardHasNoName() throws IOException {
        Files.writeString(proc.resolve("cpuinfo"), """
                processor\t: 0
                BogoMIPS\t: 62.50
                CPU implementer\t: 0x41
                """);
        assertEquals(new LinuxFiles(Optional.empty(), Optional.of(1), Optional.empty(), Optional.empty()),
                LinuxFiles.read(proc));
    }

    @Test
    void nonsenseIsNothing() throws IOException {
        Files.writeString(proc.resolve("cpuinfo"), "model name :\nprocessor : many\n");
        Files.writeString(proc.resolve("meminfo"), "MemTotal: 99999999999999999999 kB\nMemAvailable: some\n");
        assertEquals(LinuxFiles.NONE, LinuxFiles.read(proc));
        assertEquals(LinuxFiles.NONE, LinuxFiles.read(proc.resolve("no")));
    }

    @Test
    void agreesWithOshiOnThisMachine() {
        var files = LinuxFiles.read(Path.of("/proc"));
        var hardware = new oshi.SystemInfo().getHardware();
        files.memory().ifPresent(memory -> assertEquals(hardware.getMemory().getTotal(), memory));
        files.processors().ifPresent(count -> assertEquals(hardware.getProcessor().getLogicalProcessorCount(), count));
        files.processor().ifPresent(name -> assertEquals(
                hardware.getProcessor().getProcessorIdentifier().getName().strip(), name));
        assertFalse(System.getProperty("os.name").equals("Linux") && files.memory().isEmpty());
    }
}
