package dev.slipway.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.GpuSample;
import dev.slipway.gpu.History;
import dev.slipway.session.Usage;
import dev.slipway.session.UsageFeed;
import dev.slipway.tour.Tour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuPeaksTest {
    private static final String FIRST = "20261121-043108-aaaa";
    private static final String SECOND = "20261121-043108-bbbb";

    @TempDir
    Path folder;

    private Optional<Consumer<Usage>> listener = Optional.empty();
    private final GpuSample sample = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO).gpus().sample()
            .getFirst();

    private final UsageFeed feed = new UsageFeed() {
        @Override
        public Subscription listen(Feed.Pace pace, Consumer<Usage> one) {
            listener = Optional.of(one);
            return () -> listener = Optional.empty();
        }

        @Override
        public History history() {
            throw new UnsupportedOperationException();
        }
    };

    private static Optional<String> jobOf(long pid) {
        return pid < 10 ? Optional.of(FIRST) : pid < 20 ? Optional.of(SECOND) : Optional.empty();
    }

    private Usage.GpuUsage gpu(Usage.Holder... holders) {
        return new Usage.GpuUsage(sample, Map.of(), Reading.unknown(), List.of(holders));
    }

    private static Usage.Holder holder(long pid, String session, long bytes) {
        return new Usage.Holder(pid, session, "python", bytes < 0 ? Reading.unknown() : Reading.of(bytes));
    }

    private void see(Usage.GpuUsage... gpus) {
        listener.orElseThrow().accept(new Usage(Instant.EPOCH, List.of(gpus), Map.of()));
    }

    @Test
    void addsTheGpusAndProcessesOfAJobAndKeepsTheMost() {
        var peaks = new GpuPeaks(feed, new JobStore(folder), GpuPeaksTest::jobOf);
        peaks.follow(Set.of(FIRST));
        see(gpu(holder(1, "s", 100), holder(2, "s", 20), holder(11, "s", 7), holder(30, "s", 5)),
                gpu(holder(1, "s", 3), holder(3, "", 1000)));
        see(gpu(holder(1, "s", 50)));
        assertEquals(Optional.of(123L), peaks.of(FIRST));
        assertEquals(Optional.empty(), peaks.of(SECOND), "it was not running when it was seen");
        see(gpu(holder(2, "s", -1)));
        assertEquals(Optional.of(123L), peaks.of(FIRST), "a value that is missing is not zero");

        peaks.follow(Set.of());
        assertTrue(listener.isEmpty(), "nothing is sampled while no job runs");
        assertEquals(Optional.of(123L), new GpuPeaks(feed, new JobStore(folder)).of(FIRST), "kept for the next start");
        assertEquals(Optional.empty(), new GpuPeaks(feed, new JobStore(folder)).of(SECOND));
    }

    @Test
    void readsTheMarkAmongVariables() {
        assertEquals(Optional.of(FIRST), GpuPeaks.jobIn("A=1\0SLIPWAY_JOB=" + FIRST + "\0B=2\0"));
        assertEquals(Optional.empty(), GpuPeaks.jobIn("XSLIPWAY_JOB=" + FIRST + "\0SLIPWAY_JOB=../x\0"));
    }

    @Test
    void remembersTheLastCommandsOfEachEnvironment() throws Exception {
        var store = new JobStore(folder.resolve("new"));
        assertEquals(List.of(), store.commands("a"));
        for (int i = 0; i < 25; i++) {
            store.remember("a", List.of("python", "train " + i + ".py"));
        }
        store.remember("b", List.of("true"));
        store.remember("a", List.of("python", "train 20.py"));
        var commands = new JobStore(folder.resolve("new")).commands("a");
        assertEquals(20, commands.size());
        assertEquals(List.of("python", "train 20.py"), commands.getFirst());
        assertEquals(List.of("python", "train 24.py"), commands.get(1));
        assertEquals(List.of(List.of("true")), store.commands("b"));
        store.keepPeaks(Map.of(FIRST, 5L));
        store.keepPeaks(Map.of(FIRST, 3L));
        assertEquals(Optional.of(5L), store.peak(FIRST));

        Files.writeString(folder.resolve("new/jobs.json"), "{\"commands\":{\"a\":[7,[]],\"b\":3},\"peaks\":[]");
        assertFalse(store.peak(FIRST).isPresent());
        assertEquals(List.of(), store.commands("b"));
    }
}
