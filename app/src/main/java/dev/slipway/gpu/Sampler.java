package dev.slipway.gpu;

import dev.slipway.base.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a source on one thread, on a monotonic schedule, as long as someone listens: at the visible interval while a
 * {@link Feed.Pace#VISIBLE} listener is there, every five seconds for hidden ones. Ticks that were missed, because the
 * computer slept or the source was slow, are skipped. When no one has listened for half a minute the source is closed,
 * so that a laptop's GPU can sleep; the next listener opens it again.
 */
public final class Sampler implements Feed, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final Duration HIDDEN = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration RELEASE_AFTER = Duration.ofSeconds(30);
    /** What {@link #turn} returns when there is nothing to do until someone listens. */
    static final long PARKED = Long.MAX_VALUE;

    private final GpuSource source;
    private final Supplier<Duration> visible;
    private final boolean threaded;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Thread thread;
    private boolean closed;
    private long changes;

    // The schedule; only the sampling thread touches it.
    private boolean sampled;
    private boolean held;
    private long last;
    private long due;
    private long interval;
    private long idleSince;
    private boolean idle;
    private String lastProblem = "";

    /**
     * A sampler that has not started; the first listener starts it.
     *
     * @param visible the interval while the window shows, asked before each tick
     */
    public Sampler(GpuSource source, Supplier<Duration> visible) {
        this(source, visible, true);
    }

    /** With {@code threaded} off a test takes the turns itself. */
    Sampler(GpuSource source, Supplier<Duration> visible, boolean threaded) {
        this.source = source;
        this.visible = visible;
        this.threaded = threaded;
    }

    @Override
    public Subscription listen(Pace pace, Consumer<List<GpuSample>> listener) {
        var entry = new Listener(pace, listener);
        listeners.add(entry);
        wake();
        return () -> {
            if (listeners.remove(entry)) {
                wake();
            }
        };
    }

    private void wake() {
        lock.lock();
        try {
            if (threaded && thread == null && !closed) {
                thread = Thread.ofPlatform().name("slipway-sampler").daemon().start(this::run);
            }
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            long seen = 0;
            while (true) {
                long wait = turn(System.nanoTime());
                lock.lock();
                try {
                    // A listener that came or went during the turn has signalled too early to be heard.
                    if (changes == seen && !closed) {
                        changed.awaitNanos(wait);
                    }
                    if (closed) {
                        return;
                    }
                    seen = changes;
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The sampler was interrupted", e);
        } finally {
            source.close();
        }
    }

    /**
     * One turn: samples when it is time to, releases the source when no one has listened for long.
     *
     * @param now as of {@link System#nanoTime}
     * @return how many nanoseconds to wait for the next turn, or {@link #PARKED}
     */
    long turn(long now) {
        var pace = pace();
        if (pace == null) {
            return rest(now);
        }
        idle = false;
        long wanted = wanted(pace);
        if (!sampled) {
            due = now;
        } else if (wanted != interval) {
            // The pace changed: what counts is how long ago the last sample was.
            due = last + wanted;
        }
        interval = wanted;
        if (now - due < 0) {
            return due - now;
        }
        sampled = true;
        last = now;
        held = true;
        publish();
        if (pace == Pace.HIDDEN) {
            source.rest();
        }
        long behind = now - due;
        due += interval * (behind / interval + 1);
        return due - now;
    }

    private long rest(long now) {
        if (!held) {
            return PARKED;
        }
        if (!idle) {
            idle = true;
            idleSince = now;
        }
        long left = RELEASE_AFTER.toNanos() - (now - idleSince);
        if (left > 0) {
            return left;
        }
        source.close();
        held = false;
        return PARKED;
    }

    /** The pace of the most demanding listener; {@code null} when there is none. */
    private Pace pace() {
        Pace pace = null;
        for (var listener : listeners) {
            if (listener.pace == Pace.VISIBLE) {
                return Pace.VISIBLE;
            }
            pace = listener.pace;
        }
        return pace;
    }

    private long wanted(Pace pace) {
        long shown = Math.max(SHORTEST.toNanos(), visible.get().toNanos());
        return switch (pace) {
            case VISIBLE -> shown;
            case HIDDEN -> Math.max(HIDDEN.toNanos(), shown);
        };
    }

    private void publish() {
        List<GpuSample> samples;
        try {
            samples = source.sample();
        } catch (RuntimeException e) {
            report("The GPUs cannot be sampled", e);
            return;
        }
        for (var listener : listeners) {
            try {
                listener.consumer.accept(samples);
            } catch (RuntimeException e) {
                report("A listener of the GPU samples failed", e);
            }
        }
    }

    /** The same problem at every tick is logged once. */
    private void report(String what, RuntimeException problem) {
        var now = what + problem;
        if (!now.equals(lastProblem)) {
            lastProblem = now;
            LOG.error(what, problem);
        }
    }

    /** Stops the thread and closes the source. Any thread; final. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            if (thread == null) {
                source.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the thread has ended, for tests. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        Thread ending;
        lock.lock();
        try {
            ending = thread;
        } finally {
            lock.unlock();
        }
        return ending == null || ending.join(patience);
    }

    /** One who listens; two equal ones are still two. */
    private static final class Listener {
        private final Pace pace;
        private final Consumer<List<GpuSample>> consumer;

        Listener(Pace pace, Consumer<List<GpuSample>> consumer) {
            this.pace = pace;
            this.consumer = consumer;
        }
    }
}
