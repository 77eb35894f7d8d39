package dev.slipway.ui.jobs;

import dev.slipway.base.Background;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.job.Job;
import dev.slipway.job.JobState;
import dev.slipway.job.Jobs;
import dev.slipway.ui.kit.Formats;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.SessionNote;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The jobs of all sessions, as the window knows them. FX thread. */
public final class JobsBoard implements AutoCloseable {
    private static final int LONGEST_TITLE = 28;
    private static final int LONGEST_NOTICE = 60;

    private final Jobs jobs;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final Consumer<Job> ended;
    private final Consumer<String> open;
    private final ReadOnlyObjectWrapper<List<Job>> all = new ReadOnlyObjectWrapper<>(List.of());
    private final Map<String, Boolean> active = new HashMap<>();
    private Optional<Subscription> watching = Optional.empty();
    private Instant began = Instant.MAX;

    /**
     * A board that knows nothing yet.
     *
     * @param ended told of a job that was seen running and has ended
     * @param open shows the jobs of a session
     */
    public JobsBoard(Jobs jobs, Background background, Fx fx, Texts texts, Consumer<Job> ended,
            Consumer<String> open) {
        this.jobs = jobs;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
        this.ended = ended;
        this.open = open;
    }

    /** Begins to look after the jobs. */
    public void start() {
        if (watching.isEmpty()) {
            began = Instant.now();
            watching = Optional.of(jobs.watch(fx.<List<Job>>latest(this::show)));
        }
    }

    private void show(List<Job> newest) {
        for (var job : newest) {
            var before = active.put(job.id(), job.state().active());
            // A short job may have ended before it was ever seen; one that a project brings along is no news.
            boolean news = Boolean.TRUE.equals(before) || before == null && job.askedAt().isAfter(began);
            if (news && !job.state().active() && watching.isPresent()) {
                ended.accept(job);
            }
        }
        all.set(newest);
    }

    /** The newest list, newest job first. */
    ReadOnlyObjectProperty<List<Job>> allProperty() {
        return all.getReadOnlyProperty();
    }

    /** Calls {@code changed} after every change. */
    public void onChange(Runnable changed) {
        all.addListener((_, _, _) -> changed.run());
    }

    List<Job> of(String session) {
        return all.get().stream().filter(job -> job.session().equals(session)).toList();
    }

    /** What a session's card says of its jobs: those that run, or else how the last one ended. */
    public Optional<SessionNote> note(String session) {
        var mine = of(session);
        long running = mine.stream().filter(job -> job.state().active()).count();
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        var words = running > 0 ? texts.count("jobs.note.running", running)
                : texts.of(switch (mine.getFirst().state()) {
                    case JobState.Ended(var code, _, _) -> mine.getFirst().stopAsked() ? "jobs.note.stopped"
                            : code == 0 ? "jobs.note.done" : "jobs.note.failed";
                    case JobState.EndedWithSession _, JobState.Starting _, JobState.Running _, JobState.Lost _ ->
                            "jobs.note.over";
                });
        return Optional.of(new SessionNote(words, () -> open.accept(session)));
    }

    /** A short name for a job, which no other one has. */
    public String title(Job job) {
        return texts.of("jobs.tab.output", shortened(job, LONGEST_TITLE),
                job.id().substring(job.id().length() - 4));
    }

    private static String shortened(Job job, int most) {
        var line = JobRow.visible(job.line());
        int end = line.offsetByCodePoints(0, Math.min(most, line.codePointCount(0, line.length())));
        return end < line.length() ? line.substring(0, end) + "…" : line;
    }

    /** That a job runs, in a sentence. */
    public Text started(Job job) {
        return Text.of("jobs.started", job.session(), shortened(job, LONGEST_NOTICE));
    }

    /** How a job ended, in a sentence. */
    public Text ended(Job job) {
        var line = shortened(job, LONGEST_NOTICE);
        return switch (job.state()) {
            case JobState.Ended(var code, _, var took) -> {
                var time = took.map(new Formats(texts)::duration).orElse(Formats.NONE);
                yield job.stopAsked() ? Text.of("jobs.ended.stopped", job.session(), line, time)
                        : code == 0 ? Text.of("jobs.ended.done", job.session(), line, time)
                        : Text.of("jobs.ended.failed", job.session(), line, time, code);
            }
            case JobState.EndedWithSession _ -> Text.of("jobs.ended.with-session", job.session(), line);
            case JobState.Lost _, JobState.Starting _, JobState.Running _ ->
                    Text.of("jobs.ended.lost", job.session(), line);
        };
    }

    Jobs jobs() {
        return jobs;
    }

    Background background() {
        return background;
    }

    Fx fx() {
        return fx;
    }

    Texts texts() {
        return texts;
    }

    @Override
    public void close() {
        watching.ifPresent(Subscription::close);
        watching = Optional.empty();
    }
}
