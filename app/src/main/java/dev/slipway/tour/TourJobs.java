package dev.slipway.tour;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.job.Job;
import dev.slipway.job.JobState;
import dev.slipway.job.Jobs;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Simulated jobs: one that runs, some that have ended, and those that are started here, which never end. */
final class TourJobs implements Jobs {
    private static final String OUTPUT = """
            Using device NVIDIA GeForce RTX 4090, torch 2.14.0+cu130, compiled
            epoch  1/40 | loss 0.4821 | 1.92 it/s
            epoch  2/40 | loss 0.3910 | 3.71 it/s
            epoch  3/40 | loss 0.3544 | 3.74 it/s
            """;

    private final Clock clock;
    private final TourSessions sessions;
    private final ConcurrentHashMap<String, Job> jobs = new ConcurrentHashMap<>();
    private final List<Consumer<List<Job>>> listeners = new CopyOnWriteArrayList<>();

    TourJobs(Clock clock, TourSessions sessions) {
        this.clock = clock;
        this.sessions = sessions;
        put("diffusion", 118, Optional.empty(), false, 11.2, "torchrun", "--nproc_per_node=1", "train.py",
                "--epochs", "40");
        put("diffusion", 131, Optional.of(new Finished(0, 12 * 60 + 4)), false, 3.1, "python", "prepare.py", "--size",
                "512");
        put("diffusion", 1502, Optional.of(new Finished(1, 41)), false, 0, "python", "train.py");
        put("thesis", 30, Optional.of(new Finished(130, 11 * 60)), true, 5.1, "python", "-m", "thesis.fit",
                "--name", "first try");
    }

    private record Finished(int code, long seconds) {
    }

    private void put(String session, long minutesAgo, Optional<Finished> finished, boolean stopped, double peakGib,
            String... command) {
        var asked = clock.instant().minus(Duration.ofMinutes(minutesAgo));
        var state = finished.<JobState>map(end -> new JobState.Ended(end.code(), asked.plusSeconds(end.seconds()),
                Optional.of(Duration.ofSeconds(end.seconds())))).orElseGet(() -> new JobState.Running(asked));
        put(new Job(id(asked), session, List.of(command), asked, state, stopped,
                peakGib > 0 ? Optional.of(Math.round(peakGib * TourScript.GIB)) : Optional.empty()));
    }

    private static String id(Instant asked) {
        return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                .withZone(ZoneOffset.UTC).format(asked) + "-tour";
    }

    private void put(Job job) {
        jobs.put(job.id(), job);
        listeners.forEach(listener -> listener.accept(list()));
    }

    @Override
    public Job start(String session, List<String> command) throws FailureException {
        if (!sessions.runs(session)) {
            throw new FailureException(new Failure.BadInput(Text.of("sessions.not-running", session), ""));
        }
        var now = clock.instant();
        var job = new Job(id(now), session, command, now, new JobState.Running(now), false, Optional.empty());
        put(job);
        return job;
    }

    @Override
    public List<Job> list(String session) {
        return list().stream().filter(job -> job.session().equals(session)).toList();
    }

    @Override
    public List<Job> list() {
        var all = new ArrayList<Job>();
        for (var job : jobs.values()) {
            all.add(job.state().active() && !sessions.runs(job.session()) ? new Job(job.id(), job.session(),
                    job.command(), job.askedAt(), new JobState.EndedWithSession(), false, job.peakGpuBytes()) : job);
        }
        all.sort(Comparator.comparing(Job::id).reversed());
        return List.copyOf(all);
    }

    @Override
    public Job find(String id) throws FailureException {
        return list().stream().filter(job -> job.id().equals(id)).findFirst().orElseThrow(() ->
                new FailureException(new Failure.BadInput(Text.of("jobs.none-of-that-name", id), "")));
    }

    @Override
    public Stop stop(String id, Duration grace) throws FailureException {
        var job = find(id);
        if (!job.state().active()) {
            return Stop.NOT_RUNNING;
        }
        put(new Job(id, job.session(), job.command(), job.askedAt(), new JobState.Ended(130, clock.instant(),
                job.duration(clock.instant())), true, job.peakGpuBytes()));
        return Stop.INTERRUPTED;
    }

    @Override
    public Subscription output(String id, long tail, boolean follow, Consumer<byte[]> output)
            throws FailureException {
        var job = find(id);
        output.accept(OUTPUT.getBytes(StandardCharsets.UTF_8));
        if (!follow || !job.state().active()) {
            output.accept(new byte[0]);
        }
        return () -> {
        };
    }

    @Override
    public List<List<String>> commands(String environment) {
        return list(environment).stream().map(Job::command).distinct().toList();
    }

    @Override
    public Subscription watch(Consumer<List<Job>> listener) {
        listeners.add(listener);
        listener.accept(list());
        var watching = sessions.watch(_ -> listener.accept(list()));
        return () -> {
            listeners.remove(listener);
            watching.close();
        };
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
