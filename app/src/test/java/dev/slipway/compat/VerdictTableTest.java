package dev.slipway.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.catalog.BundledCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Cases worked out by hand from NVIDIA's and PyTorch's tables; see the source column of the file. */
class VerdictTableTest {
    private static final Judge JUDGE = new Judge(BundledCatalog.load());

    @ParameterizedTest(name = "{0} {1} {2} {3} {4} -> {5} {6}")
    @CsvFileSource(resources = "verdicts.csv", numLinesToSkip = 1, delimiter = '|', maxCharsPerColumn = 500)
    void judgesAsTheTablesSay(String system, String driver, String capabilities, String image, String level,
            String reasons, String source) {
        var parts = system.strip().split("/");
        var gpus = new ArrayList<dev.slipway.gpu.Gpu>();
        if (!capabilities.strip().equals("-")) {
            for (var item : capabilities.split(",")) {
                var gpu = item.strip().split("=");
                gpus.add(Machines.gpu(gpus.size(), gpu.length > 1 ? gpu[1] : "NVIDIA Test " + gpu[0],
                        gpu[0].equals("?") ? null : gpu[0]));
            }
        }
        // A Jetson is told as tegra234-36.4.3, or tegra234 where its release cannot be read.
        var board = parts[0].split("-");
        var machine = parts[0].startsWith("tegra") ? Machines.jetson(board[0], board.length > 1 ? board[1] : null,
                driver.strip().equals("-") ? null : driver.strip(), gpus.toArray(dev.slipway.gpu.Gpu[]::new))
                : Machines.of(parts[0].equals("wsl") ? "linux" : parts[0], parts[1], parts[0].equals("wsl"),
                driver.strip().equals("-") ? null : driver.strip(), gpus.toArray(dev.slipway.gpu.Gpu[]::new));
        var verdict = JUDGE.judge(machine, image.strip(), Optional.empty());
        assertEquals(level.strip(), verdict.level().id(), verdict.toString());
        var expected = reasons == null || reasons.isBlank() || reasons.strip().equals("-") ? List.<String>of()
                : List.of(reasons.strip().split(" "));
        assertEquals(expected, verdict.reasons().stream().map(Verdict.Reason::id).toList(), verdict.toString());
        assertTrue(source != null && !source.isBlank(), "each case names its source");
    }
}
