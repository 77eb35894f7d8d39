package dev.slipway.job;

import dev.slipway.base.Background;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.session.Session;
import dev.slipway.session.Sessions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the jobs of all sessions while someone wants to know. A glance every two seconds reads the names in the
 * projects' job folders, and the files of jobs that have not ended; what costs a call into a container is done when
 * something is new, and every quarter of a minute while a job runs there.
 */
final class JobWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final long GLANCE_MILLIS = 2000;
    private static final long LOOK_NANOS = 15_000_000_000L;
    private static final long INSIDE_NANOS = 5_000_000_000L;

    private final Sessions sessions;
    private final JobReader reader;
    private final GpuPeaks peaks;
    private final Background background;
    private final List<Consumer<List<Job>>> listeners = new CopyOnWriteArrayList<>();
    private final Object pause = new Object();
    /** Only the watching thread touches it. */
    private Map<String, Seen> seen = new HashMap<>();
    private Optional<Background.Task> task = Optional.empty();
    private volatile Optional<List<Job>> newest = Optional.empty();
    private boolean hurried;

    /** What was seen of a session: its run, its jobs, and when its processes were looked for. */
    private record Seen(String run, List<Job> jobs, long lookedAt) {
        boolean active() {
            return jobs.stream().anyMatch(job -> job.state().active());
        }
    }

    JobWatch(Sessions sessions, JobReader reader, GpuPeaks peaks, Background background) {
        this.sessions = sessions;
        this.reader = reader;
        this.peaks = peaks;
        this.background = background;
    }

    Subscription add(Consumer<List<Job>> listener) {
        synchronized (pause) {
            listeners.add(listener);
            newest.ifPresent(listener);
            if (task.isEmpty()) {
                task = Optional.of(background.run("watch jobs", this::run, _ -> {
                }));
            }
        }
        return () -> {
            synchronized (pause) {
                listeners.remove(listener);
                if (listeners.isEmpty()) {
                    stop();
                }
            }
        };
    }

    /** Looks again at once, since something was done. */
    void hurry() {
        synchronized (pause) {
            hurried = true;
            pause.notifyAll();
        }
    }

    private Void run() throws InterruptedException {
        while (true) {
            boolean anew;
            synchronized (pause) {
                anew = hurried;
                hurried = false;
            }
            glance(anew);
            synchronized (pause) {
                if (!hurried) {
                    pause.wait(GLANCE_MILLIS);
                }
            }
        }
    }

    private void glance(boolean anew) throws InterruptedException {
        var now = new HashMap<String, Seen>();
        for (var session : sessions.list()) {
            var before = seen.getOrDefault(session.name(), new Seen("", List.of(), 0));
            try {
                now.put(session.name(), look(session, before, anew));
            } catch (FailureException e) {
                // Such as an engine that is being restarted: what was known stays until it answers again.
                LOG.debug("The jobs of {} cannot be seen: {}", session.name(), e.getMessage());
                now.put(session.name(), before);
            } catch (RuntimeException e) {
                // A defect that one session's files bring to light must not end the watch over the others.
                LOG.error("The jobs of {} cannot be read", session.name(), e);
                now.put(session.name(), before);
            }
        }
        seen = now;
        var jobs = new ArrayList<Job>();
        now.values().forEach(one -> one.jobs().forEach(job -> jobs.add(job.withPeak(peaks.of(job.id())))));
        jobs.sort(Comparator.comparing(Job::id).reversed());
        peaks.follow(jobs.stream().filter(job -> job.state().active()).map(Job::id).collect(Collectors.toSet()));
        if (!Optional.of(jobs).equals(newest)) {
            newest = Optional.of(List.copyOf(jobs));
            listeners.forEach(listener -> listener.accept(List.copyOf(jobs)));
        }
    }

    private Seen look(Session session, Seen before, boolean anew) throws FailureException, InterruptedException {
        var place = reader.place(session);
        if (place.isEmpty()) {
            return before;
        }
        var run = session.containerId().orElse("") + session.state();
        long age = System.nanoTime() - before.lookedAt();
        boolean fresh = !anew && before.lookedAt() != 0 && run.equals(before.run());
        if (place.get().folder().isEmpty()) {
            // They are inside a container that does not run: none of them does either.
            return new Seen(run, before.jobs().stream().map(JobWatch::endedWithSession).toList(), System.nanoTime());
        }
        if (!(place.get().folder().get() instanceof ProjectFolder folder)) {
            return fresh && (!before.active() || age < INSIDE_NANOS) ? before
                    : new Seen(run, reader.jobs(place.get()), System.nanoTime());
        }
        return glance(place.get(), folder, fresh && age < LOOK_NANOS ? Optional.of(before) : Optional.empty(), run,
                before);
    }

    private static Job endedWithSession(Job job) {
        return job.state().active() ? new Job(job.id(), job.session(), job.command(), job.askedAt(),
                new JobState.EndedWithSession(), job.stopAsked(), job.peakGpuBytes()) : job;
    }

    /**
     * Reads what is new in a project.
     *
     * @param recent what was seen of the same run moments ago, so that its processes need not be looked for
     */
    private Seen glance(JobReader.Place place, ProjectFolder folder, Optional<Seen> recent, String run, Seen before)
            throws FailureException, InterruptedException {
        var names = folder.names();
        var ended = before.jobs().stream().filter(job -> job.state() instanceof JobState.Ended)
                .filter(job -> names.contains(job.id())).toList();
        var others = new ArrayList<>(names);
        others.removeAll(ended.stream().map(Job::id).collect(Collectors.toSet()));
        if (others.isEmpty()) {
            return new Seen(run, ended, before.lookedAt() == 0 ? System.nanoTime() : before.lookedAt());
        }
        var files = folder.jobs(others);
        var known = recent.map(Seen::jobs).orElse(List.of()).stream()
                .filter(job -> !(job.state() instanceof JobState.Starting)).map(Job::id).collect(Collectors.toSet());
        var open = new HashSet<String>();
        files.stream().filter(one -> one.session().equals(place.session().name()) && one.end().isEmpty())
                .forEach(one -> open.add(one.id()));
        var jobs = new ArrayList<>(ended);
        if (known.containsAll(open) && recent.isPresent()) {
            files.stream().filter(one -> one.end().isPresent() && one.session().equals(place.session().name()))
                    .forEach(one -> jobs.add(one.job(one.end().get())));
            recent.get().jobs().stream().filter(job -> open.contains(job.id())).forEach(jobs::add);
            return new Seen(run, List.copyOf(jobs), before.lookedAt());
        }
        jobs.addAll(reader.judge(place, files));
        return new Seen(run, List.copyOf(jobs), System.nanoTime());
    }

    private void stop() {
        task.ifPresent(Background.Task::cancel);
        task = Optional.empty();
        newest = Optional.empty();
    }

    @Override
    public void close() {
        synchronized (pause) {
            listeners.clear();
            stop();
        }
    }
}
