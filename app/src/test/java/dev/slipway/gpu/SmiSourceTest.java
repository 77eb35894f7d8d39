package dev.slipway.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against programs that pretend to be nvidia-smi. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the pretended program is a shell script")
class SmiSourceTest {

    @TempDir
    Path folder;

    private SmiSource pretending(String script) throws IOException {
        var program = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new SmiSource(List.of(program));
    }

    private static Missing<?> missing(GpuSource.Inventory inventory) {
        assertEquals(List.of(), inventory.gpus());
        return assertInstanceOf(Missing.class, inventory.driver());
    }

    @Test
    void asksForTheReportAndThenForTheCapabilities() throws Exception {
        try (var stream = getClass().getResourceAsStream("nvidia-smi-580.xml")) {
            Files.write(folder.resolve("report.xml"), stream.readAllBytes());
        }
        try (var source = pretending("""
                case "$*" in
                "-q -x") cat "$(dirname "$0")/report.xml" ;;
                "--query-gpu=uuid,compute_cap --format=csv,noheader")
                    echo "GPU-00000000-0000-0000-0000-000000000000, 9.0" ;;
                *) exit 2 ;;
                esac
                """)) {
            var inventory = source.inventory();
            assertEquals("nvidia-smi", inventory.origin());
            assertEquals("580.159.04", inventory.driver().asOptional().orElseThrow().version().toString());
            assertEquals(Reading.of(new ComputeCapability(9, 0)), inventory.gpus().getFirst().computeCapability());
            assertEquals(List.of(), source.sample());
        }
    }

    @Test
    void saysThatItIsNotInstalled() {
        try (var source = new SmiSource(List.of(folder.resolve("nothing")))) {
            assertEquals(Reason.NO_LIBRARY, missing(source.inventory()).reason());
        }
    }

    @Test
    void knowsAMismatchByItsWords() throws Exception {
        try (var source = pretending("echo 'Failed to initialize NVML: Driver/library version mismatch'; exit 18\n")) {
            assertEquals(Reason.LIBRARY_MISMATCH, missing(source.inventory()).reason());
        }
    }

    @Test
    void keepsOtherWords() throws Exception {
        try (var source = pretending("echo \"NVIDIA-SMI has failed because it couldn't communicate\"; exit 9\n")) {
            var why = missing(source.inventory());
            assertEquals(Reason.ERROR, why.reason());
            assertTrue(why.detail().contains("couldn't communicate"), why.detail());
        }
    }

    @Test
    void anAnswerThatIsNoReportIsAReading() throws Exception {
        try (var source = pretending("echo hello\n")) {
            assertEquals(Reason.ERROR, missing(source.inventory()).reason());
        }
    }

    @Test
    void doesNotWaitForAProgramThatHangs() throws Exception {
        pretending("echo begin; exec sleep 60\n");
        long start = System.nanoTime();
        var error = assertThrows(IOException.class, () -> SmiSource.CommandOutput.of(
                List.of(folder.resolve("nvidia-smi").toString()), Duration.ofMillis(200), 1000));
        assertTrue(error.getMessage().contains("no answer"), error.getMessage());
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
    }

    @Test
    void doesNotReadWithoutEnd() throws Exception {
        pretending("exec yes\n");
        var error = assertThrows(IOException.class, () -> SmiSource.CommandOutput.of(
                List.of(folder.resolve("nvidia-smi").toString()), Duration.ofSeconds(20), 1000));
        assertTrue(error.getMessage().contains("1000 bytes"), error.getMessage());
    }

    @Test
    void neverRunsAProgramFromTheCurrentFolder() {
        var places = SmiSource.places("Linux", Map.of("PATH", ":.:bin:/opt/x"));
        assertTrue(places.contains(Path.of("/opt/x/nvidia-smi")));
        assertTrue(places.stream().allMatch(Path::isAbsolute), places.toString());
    }

    @Test
    void readsTheTableOfCapabilities() {
        assertEquals(Map.of("GPU-1", new ComputeCapability(8, 9)),
                SmiSource.capabilities("GPU-1, 8.9\nGPU-2, [N/A]\nnonsense\n\n"));
    }
}
