package dev.slipway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.slipway.base.Background;
import dev.slipway.base.Reading;
import dev.slipway.base.Text;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.GpuSample;
import dev.slipway.tour.Tour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuNeedsTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    private static Usage.GpuUsage use(String uuid, Reading<Long> free, Map<String, Long> sessions) {
        return new Usage.GpuUsage(new GpuSample(0, uuid, Instant.EPOCH, 0, Reading.unknown(), free, Reading.unknown(),
                Reading.unknown(), Reading.unknown(), Reading.unknown(), Reading.unknown(), Reading.unknown(),
                Reading.unknown(), Reading.unknown(), Reading.unknown(), Reading.unknown(), Reading.unknown()),
                sessions, Reading.unknown(), List.of());
    }

    private static Usage usage(Usage.GpuUsage... gpus) {
        return new Usage(Instant.EPOCH, List.of(gpus), Map.of());
    }

    @Test
    void keepsTheHighestUseOfEachEnvironmentOverAllItsGpus() throws Exception {
        var file = folder.resolve("data/gpu-needs");
        var needs = new GpuNeeds(file, Background.sameThread());
        assertEquals(Optional.empty(), needs.of("thesis"));
        needs.see(usage(use("a", Reading.unknown(), Map.of("thesis", 3 * GIB, "other", GIB)),
                use("b", Reading.unknown(), Map.of("thesis", 4 * GIB))));
        needs.see(usage(use("a", Reading.unknown(), Map.of("thesis", 2 * GIB))));
        var again = new GpuNeeds(file, Background.sameThread());
        assertEquals(Optional.of(7 * GIB), again.of("thesis"));
        assertEquals(Optional.of(GIB), again.of("other"));
        again.see(usage(use("a", Reading.unknown(), Map.of("other", 2 * GIB))));
        assertEquals(Optional.of(7 * GIB), new GpuNeeds(file, Background.sameThread()).of("thesis"));
        Files.writeString(file, "thesis x\nBAD 1\n../x 5\nok 12\n\n");
        assertEquals(Optional.of(12L), new GpuNeeds(file, Background.sameThread()).of("ok"));
        assertFalse(new GpuNeeds(file, Background.sameThread()).of("thesis").isPresent());
    }

    @Test
    void warnsWithTheNumbersWhenTheFreeMemoryWillNotDo() throws Exception {
        var gpus = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO).machine().probe().nvidiaGpus();
        var one = List.<Gpu>of(gpus.getFirst());
        var uuid = one.getFirst().uuid();
        var name = one.getFirst().name();
        var little = usage(use(uuid, Reading.of(6 * GIB), Map.of()));
        assertEquals(Optional.of(Text.of("sessions.gpu-room.known", "6.0 GiB", name, "thesis", "8.0 GiB")),
                GpuNeeds.warning("thesis", one, little, Optional.of(8 * GIB)));
        assertEquals(Optional.empty(), GpuNeeds.warning("thesis", one, little, Optional.of(5 * GIB)));
        assertEquals(Optional.empty(), GpuNeeds.warning("new", one, little, Optional.empty()));
        assertEquals(Optional.of(Text.of("sessions.gpu-room.little", "1.0 GiB", name, "new")),
                GpuNeeds.warning("new", one, usage(use(uuid, Reading.of(GIB), Map.of())), Optional.empty()));
        // What is not known is no reason for a warning, and neither is an environment without GPUs.
        assertEquals(Optional.empty(), GpuNeeds.warning("new", one, usage(use(uuid, Reading.unknown(), Map.of())),
                Optional.of(8 * GIB)));
        assertEquals(Optional.empty(), GpuNeeds.warning("new", List.of(), little, Optional.of(8 * GIB)));
    }
}
