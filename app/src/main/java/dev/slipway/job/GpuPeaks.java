package dev.slipway.job;

import dev.slipway.base.Subscription;
import dev.slipway.gpu.Feed;
import dev.slipway.session.Usage;
import dev.slipway.session.UsageFeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The most GPU memory that running jobs were seen to hold, by samples of the GPUs: what lies between two samples, or
 * before Slipway looked, is not in it. A process on a GPU belongs to the job that its variables name, which Linux shows
 * to processes of the same user; elsewhere nothing is measured.
 */
final class GpuPeaks implements AutoCloseable {
    /** The variable that marks all processes of a job. */
    static final String VARIABLE = "SLIPWAY_JOB";

    private static final int MOST_BYTES = 1 << 20;
    private static final long KEEP_EVERY_NANOS = 20_000_000_000L;

    private final UsageFeed feed;
    private final JobStore store;
    private final LongFunction<Optional<String>> jobOfProcess;
    private final Map<Long, Optional<String>> processes = new HashMap<>();
    private final Map<String, Long> peaks = new HashMap<>();
    private final Map<String, Long> unkept = new HashMap<>();
    private Set<String> active = Set.of();
    private Optional<Subscription> listening = Optional.empty();
    private long keptAt = System.nanoTime();

    GpuPeaks(UsageFeed feed, JobStore store) {
        this(feed, store, GpuPeaks::jobOf);
    }

    GpuPeaks(UsageFeed feed, JobStore store, LongFunction<Optional<String>> jobOfProcess) {
        this.feed = feed;
        this.store = store;
        this.jobOfProcess = jobOfProcess;
    }

    /** The job that a process of this machine belongs to. */
    static Optional<String> jobOf(long pid) {
        try (var stream = Files.newInputStream(Path.of("/proc", Long.toString(pid), "environ"))) {
            return jobIn(new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException _) {
            // Another user's, another system's, or gone.
            return Optional.empty();
        }
    }

    /** The job that a process's variables name. */
    static Optional<String> jobIn(String variables) {
        for (var variable : variables.split("\0")) {
            if (variable.startsWith(VARIABLE + "=")) {
                return Optional.of(variable.substring(VARIABLE.length() + 1)).filter(JobId::valid);
            }
        }
        return Optional.empty();
    }

    /** Measures these jobs from now on, and no others. Blocking. */
    void follow(Set<String> jobs) {
        Map<String, Long> keep = Map.of();
        Optional<Subscription> done = Optional.empty();
        boolean begin;
        synchronized (this) {
            var ended = new HashSet<>(active);
            ended.removeAll(jobs);
            active = Set.copyOf(jobs);
            begin = !jobs.isEmpty() && listening.isEmpty();
            if (jobs.isEmpty()) {
                done = listening;
                listening = Optional.empty();
            }
            if (!ended.isEmpty() || System.nanoTime() - keptAt > KEEP_EVERY_NANOS) {
                keep = Map.copyOf(unkept);
                unkept.clear();
                keptAt = System.nanoTime();
            }
        }
        done.ifPresent(Subscription::close);
        if (begin) {
            var newest = feed.listen(Feed.Pace.HIDDEN, this::see);
            synchronized (this) {
                listening = Optional.of(newest);
            }
        }
        store.keepPeaks(keep);
    }

    private synchronized void see(Usage usage) {
        var present = new HashSet<Long>();
        var held = new HashMap<String, Long>();
        for (var gpu : usage.gpus()) {
            for (var holder : gpu.holders()) {
                if (!holder.session().isEmpty()) {
                    present.add(holder.pid());
                    processes.computeIfAbsent(holder.pid(), jobOfProcess::apply).filter(active::contains)
                            .ifPresent(job -> holder.memoryBytes().asOptional()
                                    .ifPresent(bytes -> held.merge(job, bytes, Long::sum)));
                }
            }
        }
        processes.keySet().retainAll(present);
        held.forEach((job, bytes) -> {
            if (bytes > peaks.getOrDefault(job, 0L)) {
                peaks.put(job, bytes);
                unkept.put(job, bytes);
            }
        });
    }

    /** What was seen of a job, now or earlier. Blocking. */
    Optional<Long> of(String job) {
        long seen;
        synchronized (this) {
            seen = peaks.getOrDefault(job, 0L);
        }
        var most = Math.max(seen, store.peak(job).orElse(0L));
        return most > 0 ? Optional.of(most) : Optional.empty();
    }

    @Override
    public void close() {
        Optional<Subscription> done;
        Map<String, Long> keep;
        synchronized (this) {
            done = listening;
            listening = Optional.empty();
            keep = Map.copyOf(unkept);
            unkept.clear();
        }
        done.ifPresent(Subscription::close);
        store.keepPeaks(keep);
    }
}
