package dev.slipway.job;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.engine.Engine;
import dev.slipway.session.Sessions;
import dev.slipway.session.UsageFeed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Jobs in the sessions of the engine in use. Nothing that matters is held in memory: a job's own files and the
 * processes in its container tell what it does, so that any Slipway, started at any time, tells the same.
 */
public final class EngineJobs implements Jobs {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BEGIN = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration OUTPUT_EVERY = Duration.ofMillis(300);
    /** Every so many quiet looks at an output, the job itself is looked for. */
    private static final int QUIET = 10;

    private final Sessions sessions;
    private final JobStore store;
    private final IntSupplier kept;
    private final Background background;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final JobReader reader;
    private final GpuPeaks peaks;
    private final JobWatch watch;

    /**
     * Jobs in these sessions.
     *
     * @param usage by which GPU memory is measured
     * @param kept how many jobs that have ended a session's folder keeps
     */
    public EngineJobs(Sessions sessions, UsageFeed usage, JobStore store, IntSupplier kept, Background background,
            Clock clock) {
        this.sessions = sessions;
        this.store = store;
        this.kept = kept;
        this.background = background;
        this.clock = clock;
        this.reader = new JobReader(sessions);
        this.peaks = new GpuPeaks(usage, store);
        this.watch = new JobWatch(sessions, reader, peaks, background);
    }

    private static List<String> script(String script, List<String> arguments, List<String> command) {
        var words = new ArrayList<>(List.of("/bin/sh", "-c", script, "slipway-job"));
        words.addAll(arguments);
        words.addAll(command);
        return words;
    }

    @Override
    public Job start(String session, List<String> command) throws FailureException, InterruptedException {
        check(command);
        var held = sessions.held(session);
        var place = new JobReader.Place(held.session(), Optional.of(JobReader.folder(held)),
                Optional.of(held));
        var id = JobId.make(clock.instant(), random);
        var asked = JobReader.run(held, script(JobScripts.ASK,
                List.of(place.root(), id, session, Integer.toString(Math.max(0, kept.getAsInt() - 1))), command),
                PATIENCE);
        if (asked.exitCode() != 0) {
            throw new FailureException(new Failure.BadInput(Text.of(asked.exitCode() == JobScripts.LINKED
                    ? "jobs.folder-linked" : "jobs.folder-not-writable", place.root()), asked.errors()));
        }
        held.engine().startDetached(held.containerId(),
                Engine.Command.of(script(JobScripts.RUN, List.of(place.root(), id, JobScripts.BEGIN), command)));
        store.remember(session, command);
        var job = await(place, id, BEGIN, one -> !(one.state() instanceof JobState.Starting));
        watch.hurry();
        return job;
    }

    private static void check(List<String> command) throws FailureException {
        if (command.isEmpty() || command.getFirst().isEmpty()) {
            throw new FailureException(new Failure.BadInput(Text.of("jobs.command.empty"), ""));
        }
        if (command.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new FailureException(new Failure.BadInput(Text.of("jobs.command.nul"), ""));
        }
        long bytes = command.stream().mapToLong(word ->
                word.getBytes(StandardCharsets.UTF_8).length + 1L).sum();
        if (bytes > CommandWords.LONGEST) {
            throw new FailureException(new Failure.BadInput(Text.of("jobs.command.too-long"), ""));
        }
    }

    /** Looks at a job until it is as wanted, or the time is over; then as it is. */
    private Job await(JobReader.Place place, String id, Duration patience, Predicate<Job> wanted)
            throws FailureException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            var job = reader.job(place, id).orElseThrow(() -> new FailureException(new Failure.NotFound(id, "")));
            if (wanted.test(job) || System.nanoTime() > end) {
                return job.withPeak(peaks.of(id));
            }
            Thread.sleep(BETWEEN);
        }
    }

    @Override
    public List<Job> list(String session) throws FailureException, InterruptedException {
        var jobs = new ArrayList<Job>();
        for (var one : sessions.list()) {
            if (one.name().equals(session)) {
                var place = reader.place(one);
                if (place.isPresent()) {
                    jobs.addAll(reader.jobs(place.get()));
                }
                return measured(jobs);
            }
        }
        throw new FailureException(new Failure.NotFound(session, ""));
    }

    @Override
    public List<Job> list() throws FailureException, InterruptedException {
        var jobs = new ArrayList<Job>();
        for (var session : sessions.list()) {
            var place = reader.place(session);
            if (place.isPresent()) {
                jobs.addAll(reader.jobs(place.get()));
            }
        }
        jobs.sort(Comparator.comparing(Job::id).reversed());
        return measured(jobs);
    }

    private List<Job> measured(List<Job> jobs) {
        return jobs.stream().map(job -> job.withPeak(peaks.of(job.id()))).toList();
    }

    @Override
    public Job find(String id) throws FailureException, InterruptedException {
        var like = list().stream().filter(job -> !id.isEmpty() && (job.id().startsWith(id) || job.id().endsWith(id)))
                .toList();
        if (like.size() > 1) {
            throw new FailureException(new Failure.BadInput(Text.of("jobs.several", id), ""));
        }
        return like.stream().findFirst().orElseThrow(() -> new FailureException(
                new Failure.BadInput(Text.of("jobs.none-of-that-name", id), "")));
    }

    private JobReader.Place placeOf(String id) throws FailureException, InterruptedException {
        for (var session : sessions.list()) {
            var place = reader.place(session);
            if (place.isPresent() && reader.job(place.get(), id).isPresent()) {
                return place.get();
            }
        }
        throw new FailureException(new Failure.BadInput(Text.of("jobs.none-of-that-name", id), ""));
    }

    @Override
    public Stop stop(String id, Duration grace) throws FailureException, InterruptedException {
        var place = placeOf(id);
        if (place.held().isEmpty()) {
            return Stop.NOT_RUNNING;
        }
        long first = Math.max(0, grace.toSeconds());
        long second = (first + 1) / 2;
        var patience = Duration.ofSeconds(first + 2 * second).plus(PATIENCE);
        var result = JobReader.run(place.held().get(), script(JobScripts.STOP, List.of(place.root(), id,
                Long.toString(first), Long.toString(second), Long.toString(Math.max(second, END.toSeconds()))),
                List.of()), patience);
        var stop = switch (result.output().strip()) {
            case "none" -> Stop.NOT_RUNNING;
            case "INT" -> Stop.INTERRUPTED;
            case "TERM" -> Stop.TERMINATED;
            case "KILL" -> Stop.KILLED;
            case "left" -> Stop.SURVIVED;
            default -> throw new FailureException(new Failure.EngineRefused(result.errors()));
        };
        if (stop != Stop.SURVIVED) {
            await(place, id, END, job -> !job.state().active());
        }
        watch.hurry();
        return stop;
    }

    @Override
    public Subscription output(String id, long tail, boolean follow, Consumer<byte[]> output)
            throws FailureException, InterruptedException {
        var place = placeOf(id);
        var reading = new JobOutput(place.folder().orElseThrow(), id, output);
        reading.skipTo(tail);
        var task = background.run("output of " + id, () -> {
            read(place, id, follow, reading);
            return true;
        }, _ -> output.accept(new byte[0]));
        return task::cancel;
    }

    private void read(JobReader.Place place, String id, boolean follow, JobOutput reading)
            throws FailureException, InterruptedException {
        int quiet = 0;
        boolean going = follow;
        while (going) {
            // Looked at before its output is: what it wrote up to its end is then all there.
            going = quiet % QUIET == 0 ? goesOn(id) : !recorded(place, id);
            quiet = reading.read() ? 1 : quiet + 1;
            if (going) {
                Thread.sleep(OUTPUT_EVERY);
            }
        }
        reading.read();
    }

    private boolean goesOn(String id) throws FailureException, InterruptedException {
        var place = placeOf(id);
        return reader.job(place, id).filter(job -> job.state().active()).isPresent();
    }

    /** Whether an end was recorded; only asked where that is a glance at a file. */
    private static boolean recorded(JobReader.Place place, String id) throws FailureException {
        return place.folder().orElseThrow() instanceof ProjectFolder folder
                && folder.jobs(List.of(id)).stream().anyMatch(files -> files.end().isPresent());
    }

    @Override
    public List<List<String>> commands(String environment) {
        return store.commands(environment);
    }

    @Override
    public Subscription watch(Consumer<List<Job>> listener) {
        return watch.add(listener);
    }

    @Override
    public void close() {
        watch.close();
        peaks.close();
    }
}
