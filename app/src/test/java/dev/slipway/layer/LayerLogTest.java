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
    void namesTheServerThatWasNotReachedNotWhatWasMissingThen() {
        // apt-get update says it in a warning, and ends well.
        var down = "Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Temporary failure resolving "
                + "'deb.debian.org'";
        // As Docker 26 hands it on: what goes to two streams shares a line.
        assertEquals(Text.of("layer.problem.unreached", down), read("Reading package lists...W: " + down,
                "Reading state information...E: Unable to locate package tree").why());
        for (var then : List.of("E: Package 'tree' has no installation candidate", "E: Unable to locate package tree",
                "E: Couldn't find any package by glob 'tree'")) {
            assertEquals(Text.of("layer.problem.unreached", down), read("Step 3/4 : RUN apt-get update",
                    "Err:1 http://deb.debian.org/debian bookworm InRelease",
                    "  Temporary failure resolving 'deb.debian.org'", "W: " + down,
                    "W: Failed to fetch http://deb.debian.org/debian-security  Temporary failure",
                    "W: Some index files failed to download. They have been ignored, or old ones used instead.",
                    then).why());
        }
        var retry = "WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after "
                + "connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at "
                + "0x7f4e>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': "
                + "/simple/einops/";
        assertEquals(Text.of("layer.problem.unreached", "Failed to establish a new connection: [Errno -3] Temporary "
                + "failure in name resolution (/simple/einops/)"), read(retry, retry,
                "ERROR: Could not find a version that satisfies the requirement einops (from versions: none)",
                "ERROR: No matching distribution found for einops").why());
        assertEquals(Text.of("layer.problem.no-jupyter", down),
                read("W: " + down, "E: Unable to locate package jupyter", "slipway-problem=no-jupyter").why());
    }

    @Test
    void aWarningOfAnEarlierStepOrARetryThatHelpedIsNotTheCause() {
        var missing = "E: Unable to locate package gti";
        assertEquals(Text.of("layer.problem.line", missing),
                read("W: Failed to fetch http://a", "Step 2/2 : RUN b", missing).why());
        var wrong = "ERROR: Could not find a version that satisfies the requirement einops==99 (from versions: 0.8.1)";
        assertEquals(Text.of("layer.problem.line", wrong), read("WARNING: Retrying (Retry(total=4)) after connection "
                + "broken by 'ReadTimeoutError(\"timed out\")': /simple/einops/", wrong).why());
        assertEquals(Text.of("layer.problem.line", "E: dpkg was interrupted"),
                read("W: Failed to fetch http://a", "E: dpkg was interrupted").why());
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
