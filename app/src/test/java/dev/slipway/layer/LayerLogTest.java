package dev.slipway.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerLogTest {
    private static LayerLog read(String... lines) {
        var log = new LayerLog();
        List.of(lines).forEach(log::line);
        return log;
    }

    @Test
    void namesTheLineThatFailed() {
        assertEquals(Text.of("layer.problem.line", "ERROR: No matching distribution found for einopsx"),
                read("Collecting einopsx", "ERROR: No matching distribution found for einopsx",
                        "Removing intermediate container 1", "The command '/bin/sh' returned a code: 1").why());
        assertEquals(Text.of("layer.problem.line", "E: Unable to locate package gti"),
                read("Reading package lists...", "E: Unable to locate package gti").why());
        assertEquals(Text.of("layer.problem.line", "something odd"), read("something odd", " ").why());
    }

    @Test
    void namesAKnownProblemWithItsLine() {
        assertEquals(Text.of("layer.problem.no-jupyter", "E: Unable to fetch"),
                read("E: Unable to fetch", "slipway-problem=no-jupyter").why());
    }

    @Test
    void namesTheFrameworkThatChanged() {
        var log = read("slipway-changed=torch==2.10.0+cu130 aa | now torch==2.11.0 bb",
                "slipway-changed=zzz", "slipway-problem=framework-changed");
        assertTrue(log.frameworkChanged());
        assertEquals(Text.of("layer.problem.framework-changed", "torch==2.10.0+cu130 aa | now torch==2.11.0 bb"),
                log.why());
    }

    @Test
    void knowsAFullDisk() {
        assertInstanceOf(Failure.DiskFull.class, read("OSError: [Errno 28] No space left on device").failure("a", ""));
    }

    @Test
    void theDetailIsTheEndOfTheLogAndItsPlace() {
        var log = new LayerLog();
        for (int i = 0; i < 1000; i++) {
            log.line("line " + i + " " + "x".repeat(50));
        }
        var failure = assertInstanceOf(Failure.LayerFailed.class, log.failure("img", "/cache/layers/a.log"));
        assertTrue(failure.detail().length() <= 4000, "" + failure.detail().length());
        assertTrue(failure.detail().startsWith("/cache/layers/a.log\n"));
        assertTrue(failure.detail().contains("line 999 "));
    }
}
