package dev.slipway.tour;

import dev.slipway.gpu.Feed;
import dev.slipway.gpu.GpuSource;
import dev.slipway.job.Jobs;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Sessions;
import dev.slipway.session.UsageFeed;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The tour: a simulated machine that every page can show, plainly marked as simulated. */
public final class Tour {
    private static final int SECONDS_BEFORE = 15 * 60;

    private final LongSupplier nanos;
    private final TourMachine machine = new TourMachine();
    private final TourSessions sessions;
    private final TourJobs jobs;
    private final TourGpus gpus;

    /**
     * A tour that begins now.
     *
     * @param clock wall-clock time
     * @param nanos as {@link System#nanoTime}
     * @param pace how long each simulated step of a launch takes; zero in tests
     */
    public Tour(Clock clock, LongSupplier nanos, Duration pace) {
        this.nanos = nanos;
        this.sessions = new TourSessions(clock, pace);
        this.jobs = new TourJobs(clock, sessions);
        this.gpus = new TourGpus(clock, nanos, sessions);
    }

    /** The simulated machine: an RTX 4090 and a GTX 1080 on driver 580, Docker with CDI. */
    public MachineSource machine() {
        return machine;
    }

    /** The simulated GPUs, for a sampler. */
    public GpuSource gpus() {
        return gpus;
    }

    /** Two running sessions and a stopped one. */
    public Sessions sessions() {
        return sessions;
    }

    /** A few jobs in the sessions. */
    public Jobs jobs() {
        return jobs;
    }

    /** Samples of {@code feed} (a sampler over {@link #gpus}) joined to the sessions, after 15 minutes of history. */
    public UsageFeed usage(Feed feed) {
        return new TourUsage(feed, sessions, gpus, nanos.getAsLong(), SECONDS_BEFORE);
    }

    /** A feed that gives one sample to each listener and then stands still, for tests and pictures. */
    public Feed still() {
        return (_, listener) -> {
            listener.accept(gpus.sample());
            return () -> {
            };
        };
    }
}
