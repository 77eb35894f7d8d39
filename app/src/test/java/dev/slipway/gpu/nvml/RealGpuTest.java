package dev.slipway.gpu.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real library on a machine with an NVIDIA GPU, compared with what nvidia-smi says. */
@Tag("gpu")
class RealGpuTest {
    private static final long MIB = 1L << 20;

    private static List<String[]> query(String fields) throws IOException {
        var process = new ProcessBuilder("nvidia-smi", "--query-gpu=" + fields, "--format=csv,noheader,nounits")
                .redirectErrorStream(true).start();
        var rows = new ArrayList<String[]>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> rows.add(line.split(",\\s*")));
        }
        assertFalse(rows.isEmpty(), "nvidia-smi lists no GPU");
        return rows;
    }

    @Test
    void describesTheGpusAsNvidiaSmiDoes() throws Exception {
        var rows = query("index,name,uuid,driver_version,memory.total,compute_cap,pci.bus_id,power.limit");
        try (var source = new NvmlSource()) {
            var inventory = source.inventory();
            var driver = inventory.driver().asOptional().orElseThrow();
            assertEquals(rows.size(), inventory.gpus().size());
            for (int i = 0; i < rows.size(); i++) {
                var row = rows.get(i);
                var gpu = inventory.gpus().get(i);
                assertEquals(Integer.parseInt(row[0]), gpu.index());
                assertEquals(row[1], gpu.name());
                assertEquals(row[2], gpu.uuid());
                assertEquals(row[3], driver.version().toString());
                assertEquals(Long.parseLong(row[4]), gpu.memoryBytes().asOptional().orElseThrow() / MIB);
                assertEquals(row[5], gpu.computeCapability().asOptional().orElseThrow().toString());
                assertEquals(row[6], gpu.pciId().asOptional().orElseThrow());
                assertEquals(Double.parseDouble(row[7]), gpu.powerLimitWatts().asOptional().orElseThrow(), 0.01);
            }
            assertTrue(driver.cuda().asOptional().orElseThrow().major() >= 10);
        }
    }

    @Test
    void samplesWhatNvidiaSmiShows() throws Exception {
        try (var source = new NvmlSource()) {
            var samples = source.sample();
            var rows = query("memory.used,memory.reserved,temperature.gpu,power.draw");
            assertEquals(rows.size(), samples.size());
            for (int i = 0; i < rows.size(); i++) {
                var row = rows.get(i);
                var sample = samples.get(i);
                assertEquals(Double.parseDouble(row[0]), mib(sample.memoryUsedBytes().asOptional()), 64);
                assertEquals(Double.parseDouble(row[1]), mib(sample.memoryReservedBytes().asOptional()), 8);
                assertEquals(Double.parseDouble(row[2]), sample.temperatureCelsius().asOptional().orElseThrow(), 10);
                assertTrue(sample.powerWatts().asOptional().orElseThrow() > 0);
                int utilization = sample.utilizationPercent().asOptional().orElseThrow();
                assertTrue(utilization >= 0 && utilization <= 100, "utilization " + utilization);
                assertTrue(sample.processes().asOptional().isPresent());
            }
        }
    }

    private static double mib(Optional<Long> bytes) {
        return bytes.orElseThrow() / (double) MIB;
    }
}
