package dev.slipway.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Reading;
import dev.slipway.gpu.Feed.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final long SECOND = 1_000_000_000L;

    private final Counting source = new Counting();

    private static final class Counting implements GpuSource {
        private final AtomicInteger samples = new AtomicInteger();
        private final AtomicInteger closes = new AtomicInteger();
        private final AtomicInteger rests = new AtomicInteger();
        private volatile boolean failing;

        @Override
        public Inventory inventory() {
            return new Inventory(Reading.unknown(), List.of(), "test");
        }

        @Override
        public List<GpuSample> sample() {
            samples.incrementAndGet();
            if (failing) {
                throw new IllegalStateException("no");
            }
            return List.of();
        }

        @Override
        public void rest() {
            rests.incrementAndGet();
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    /** A sampler whose thread does nothing, so that a test can take its turns: its listeners are added silently. */
    private Sampler still(Duration interval) {
        return new Sampler(source, () -> interval, false);
    }

    @Test
    void samplesAtOnceAndThenOnTheGrid() {
        var sampler = still(Duration.ofSeconds(1));
        sampler.listen(Pace.VISIBLE, _ -> {
        });
        assertEquals(SECOND, sampler.turn(100));
        assertEquals(SECOND / 2, sampler.turn(100 + SECOND / 2));
        assertEquals(1, source.samples.get());
        // A little late: the next tick stays where it was.
        assertEquals(SECOND - 5, sampler.turn(100 + SECOND + 5));
        assertEquals(2, source.samples.get());
    }

    @Test
    void skipsTheTicksItMissed() {
        var sampler = still(Duration.ofSeconds(1));
        sampler.listen(Pace.VISIBLE, _ -> {
        });
        sampler.turn(0);
        long night = 8 * 3600 * SECOND + SECOND / 4;
        assertEquals(SECOND * 3 / 4, sampler.turn(night));
        assertEquals(2, source.samples.get());
        assertEquals(SECOND * 3 / 4, sampler.turn(night));
        assertEquals(2, source.samples.get());
    }

    @Test
    void isSlowerForHiddenListeners() {
        var sampler = still(Duration.ofSeconds(1));
        sampler.listen(Pace.HIDDEN, _ -> {
        });
        assertEquals(5 * SECOND, sampler.turn(0));
        assertEquals(1, source.rests.get(), "a hidden sample leaves the device to sleep");
        var shown = sampler.listen(Pace.VISIBLE, _ -> {
        });
        assertEquals(SECOND / 2, sampler.turn(SECOND / 2));
        sampler.turn(SECOND);
        assertEquals(2, source.samples.get());
        shown.close();
        assertEquals(1, source.rests.get(), "a visible one does not");
        assertEquals(4 * SECOND, sampler.turn(2 * SECOND));
        assertEquals(2, source.samples.get());
    }

    @Test
    void takesANewIntervalAtOnce() {
        var interval = new AtomicReference<>(Duration.ofSeconds(10));
        var sampler = new Sampler(source, interval::get, false);
        sampler.listen(Pace.VISIBLE, _ -> {
        });
        assertEquals(10 * SECOND, sampler.turn(0));
        interval.set(Duration.ofSeconds(2));
        assertEquals(SECOND, sampler.turn(SECOND));
        // An interval of nothing would take a whole core.
        interval.set(Duration.ZERO);
        assertTrue(sampler.turn(3 * SECOND) >= SECOND / 100);
    }

    @Test
    void parksWithoutListenersAndReleasesTheSource() {
        var sampler = still(Duration.ofSeconds(1));
        assertEquals(Sampler.PARKED, sampler.turn(0));
        var listening = sampler.listen(Pace.VISIBLE, _ -> {
        });
        sampler.turn(0);
        listening.close();
        listening.close();
        assertEquals(30 * SECOND, sampler.turn(SECOND));
        assertEquals(0, source.closes.get());
        assertEquals(Sampler.PARKED, sampler.turn(31 * SECOND));
        assertEquals(1, source.closes.get());
        assertEquals(Sampler.PARKED, sampler.turn(99 * SECOND));
        assertEquals(1, source.closes.get());
        assertEquals(1, source.samples.get());

        sampler.listen(Pace.VISIBLE, _ -> {
        });
        assertEquals(SECOND, sampler.turn(200 * SECOND));
        assertEquals(2, source.samples.get());
    }

    @Test
    void goesOnWhenASourceOrAListenerFails() {
        var sampler = still(Duration.ofSeconds(1));
        var heard = new ArrayList<List<GpuSample>>();
        sampler.listen(Pace.VISIBLE, _ -> {
            throw new IllegalStateException("bad listener");
        });
        sampler.listen(Pace.VISIBLE, heard::add);
        source.failing = true;
        sampler.turn(0);
        assertEquals(0, heard.size());
        source.failing = false;
        sampler.turn(SECOND);
        assertEquals(1, heard.size());
    }

    @Test
    void runsOnItsOwnDaemonThreadUntilClosed() throws Exception {
        var threads = new ArrayList<Thread>();
        var ticks = new CountDownLatch(3);
        var sampler = new Sampler(source, () -> Duration.ofMillis(50));
        var listening = sampler.listen(Pace.VISIBLE, _ -> {
            threads.add(Thread.currentThread());
            ticks.countDown();
        });
        assertTrue(ticks.await(10, TimeUnit.SECONDS));
        assertEquals("slipway-sampler", threads.getFirst().getName());
        assertTrue(threads.getFirst().isDaemon());

        // A listener who comes while the thread is parked wakes it.
        listening.close();
        var again = new CountDownLatch(1);
        sampler.listen(Pace.VISIBLE, _ -> again.countDown());
        assertTrue(again.await(10, TimeUnit.SECONDS));

        sampler.close();
        assertTrue(sampler.awaitEnd(Duration.ofSeconds(10)));
        assertEquals(1, source.closes.get());
    }
}
