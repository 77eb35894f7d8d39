package dev.slipway.tour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.environment.Environment;
import dev.slipway.gpu.Feed;
import dev.slipway.session.SessionState;
import dev.slipway.session.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TourTest {
    private final Tour tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);

    @Test
    void itIsMarkedAsSimulated() {
        assertTrue(tour.machine().state().simulated());
        assertTrue(tour.machine().state().machine().orElseThrow().simulated());
    }

    @Test
    void sessionsAndOthersAddUpToWhatTheGpuUses() {
        var newest = new AtomicReference<Usage>();
        var usage = tour.usage(tour.still());
        try (var _ = usage.listen(Feed.Pace.VISIBLE, newest::set)) {
            for (var gpu : newest.get().gpus()) {
                long held = gpu.bySession().values().stream().mapToLong(Long::longValue).sum();
                assertEquals(gpu.sample().memoryUsedBytes().orElse(-1L), held + gpu.otherBytes().orElse(-1L));
            }
        }
        assertTrue(usage.history().size() > 15 * 60);
        assertFalse(usage.history().names("gpu." + TourScript.FAST_GPU + ".session.").isEmpty());
    }

    @Test
    void aStoppedSessionLeavesTheGpu() throws Exception {
        tour.sessions().stop("diffusion");
        var newest = new AtomicReference<Usage>();
        try (var _ = tour.usage(tour.still()).listen(Feed.Pace.VISIBLE, newest::set)) {
            assertFalse(newest.get().gpus().getFirst().bySession().containsKey("diffusion"));
        }
    }

    @Test
    void aLaunchShowsItsStepsAndEndsRunning() throws Exception {
        var seen = new ArrayList<SessionState>();
        try (var _ = tour.sessions().watch(all -> all.stream().filter(session -> session.name().equals("new-one"))
                .forEach(session -> seen.add(session.state())))) {
            tour.sessions().launch(new Environment("new-one", "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime",
                    new Environment.GpuChoice.All(), Optional.empty(), false, Optional.empty(), Optional.empty()));
        }
        assertTrue(seen.stream().anyMatch(state -> state instanceof SessionState.Preparing preparing
                && preparing.pull().isPresent()));
        assertTrue(seen.getLast() instanceof SessionState.Running);
    }
}
