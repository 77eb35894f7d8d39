package dev.slipway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.GpuProcess;
import dev.slipway.gpu.GpuSample;
import dev.slipway.engine.Container;
import dev.slipway.environment.LaunchPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveUsageTest {
    private static final long GIB = 1L << 30;
    /** The fake engine's process of the container with this number. */
    private static final long OURS = 900_000_001L;

    private final FakeEngine engine = new FakeEngine();
    private final FakeMachine machine = new FakeMachine(engine);
    private final FakeFeed feed = new FakeFeed();
    private EngineSessions sessions;
    private LiveUsage usage;

    private static final class FakeFeed implements Feed {
        private final List<Pace> open = new ArrayList<>();
        private Consumer<List<GpuSample>> listener = _ -> {
        };

        @Override
        public Subscription listen(Pace pace, Consumer<List<GpuSample>> consumer) {
            open.add(pace);
            listener = consumer;
            return () -> open.remove(pace);
        }
    }

    @BeforeEach
    void open() throws Exception {
        engine.put(String.format("%064x", 1), Map.of(LaunchPlan.NAME_LABEL, "thesis"), Container.State.RUNNING);
        sessions = new EngineSessions(machine, Background.sameThread(), Optional.empty());
        sessions.refresh();
        usage = new LiveUsage(feed, sessions, machine, Background.sameThread());
        sessions.owners(List.of(OURS));
    }

    private static GpuSample sample(Reading<Long> used, Reading<List<GpuProcess>> processes) {
        return new GpuSample(0, "GPU-a", Instant.EPOCH, 5_000, used, Reading.unknown(), Reading.unknown(),
                Reading.of(40), Reading.unknown(), Reading.unknown(), Reading.of(99.5), Reading.unknown(),
                Reading.unknown(), Reading.unknown(), Reading.unknown(), Reading.unknown(), processes);
    }

    private static GpuProcess process(long pid, Reading<Long> bytes) {
        return new GpuProcess(pid, bytes, GpuProcess.Kind.COMPUTE);
    }

    private Usage after(GpuSample sample) {
        var seen = new ArrayList<Usage>();
        try (var _ = usage.listen(Feed.Pace.VISIBLE, seen::add)) {
            feed.listener.accept(List.of(sample));
        }
        return seen.getLast();
    }

    @Test
    void givesEachSessionItsShareAndTheRestToOthers() {
        var gpu = after(sample(Reading.of(10 * GIB), Reading.of(List.of(process(OURS, Reading.of(8 * GIB)),
                process(1, Reading.of(GIB)))))).gpus().getFirst();
        assertEquals(Map.of("thesis", 8 * GIB), gpu.bySession());
        assertEquals(Reading.of(2 * GIB), gpu.otherBytes());
        assertEquals(List.of(OURS, 1L), gpu.holders().stream().map(Usage.Holder::pid).toList());
        assertEquals((float) (8 * GIB), usage.history().latest("gpu.GPU-a.session.thesis"));
        assertEquals((float) (8 * GIB), usage.history().latest("session.thesis.gpu"));
        assertEquals((float) (2 * GIB), usage.history().latest("gpu.GPU-a.other"));
        assertEquals(99.5f, usage.history().latest("gpu.GPU-a.power"));
        assertTrue(Float.isNaN(usage.history().latest("gpu.GPU-a.temperature")), "what was not read is a gap");
    }

    @Test
    void neverShowsLessThanNothingForOthers() {
        var gpu = after(sample(Reading.of(GIB), Reading.of(List.of(process(OURS, Reading.of(2 * GIB)))))).gpus()
                .getFirst();
        assertEquals(Reading.of(0L), gpu.otherBytes());
    }

    @Test
    void claimsNoShareWhenThePartsAreNotKnown() {
        var hidden = Reading.<Long>missing(Reading.Reason.NOT_SUPPORTED, "");
        var gpu = after(sample(Reading.of(10 * GIB), Reading.of(List.of(process(OURS, hidden))))).gpus().getFirst();
        assertEquals(Map.of(), gpu.bySession());
        assertEquals(hidden, gpu.otherBytes());
        gpu = after(sample(Reading.of(10 * GIB), Reading.missing(Reading.Reason.NO_PERMISSION, ""))).gpus().getFirst();
        assertInstanceOf(Reading.Missing.class, gpu.otherBytes());
    }

    @Test
    void tellsCpuAndMemoryOfSessionsOnceTheEngineHasAnswered() {
        after(sample(Reading.unknown(), Reading.unknown()));
        var load = after(sample(Reading.unknown(), Reading.unknown())).sessions().get("thesis");
        assertEquals(new Usage.SessionLoad(Reading.of(12.5), Reading.of(1000L)), load);
        assertEquals(12.5f, usage.history().latest("session.thesis.cpu"));
    }

    @Test
    void samplesOnceForAllListenersAtTheFastestPace() {
        var seen = new ArrayList<Usage>();
        var hidden = usage.listen(Feed.Pace.HIDDEN, seen::add);
        assertEquals(List.of(Feed.Pace.HIDDEN), feed.open);
        var visible = usage.listen(Feed.Pace.VISIBLE, seen::add);
        assertEquals(List.of(Feed.Pace.VISIBLE), feed.open);
        feed.listener.accept(List.of(sample(Reading.of(GIB), Reading.of(List.of()))));
        assertEquals(2, seen.size());
        assertEquals(1, usage.history().size());
        var same = List.of(sample(Reading.of(GIB), Reading.of(List.of())));
        feed.listener.accept(same);
        feed.listener.accept(same);
        assertEquals(2, usage.history().size(), "samples that come twice count once");
        visible.close();
        assertEquals(List.of(Feed.Pace.HIDDEN), feed.open);
        hidden.close();
        assertEquals(List.of(), feed.open);
    }
}
