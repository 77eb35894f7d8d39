package dev.slipway.ui.jobs;

import dev.slipway.base.Texts;
import dev.slipway.job.Job;
import dev.slipway.job.JobState;
import dev.slipway.ui.kit.Formats;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * One job in words.
 *
 * @param job the job
 * @param kind by which its icon and colour are chosen
 * @param command on one line, without characters that cannot be seen
 * @param peak the most GPU memory seen
 */
record JobRow(Job job, Kind kind, String state, String command, String begun, String duration, String exitCode,
        String peak) {
    private static final int LONGEST = 500;

    /** What a row looks like. */
    enum Kind {
        RUNNING("fth-play", "running"), DONE("fth-check", "done"), FAILED("fth-alert-circle", "failed"),
        OVER("fth-square", "over");

        private final String icon;
        private final String styleClass;

        Kind(String icon, String styleClass) {
            this.icon = icon;
            this.styleClass = "job-" + styleClass;
        }

        String icon() {
            return icon;
        }

        String styleClass() {
            return styleClass;
        }
    }

    static JobRow of(Job job, Instant now, Texts texts) {
        var formats = new Formats(texts);
        var kind = switch (job.state()) {
            case JobState.Starting _, JobState.Running _ -> Kind.RUNNING;
            case JobState.Ended(var code, _, _) -> job.stopAsked() ? Kind.OVER : code == 0 ? Kind.DONE : Kind.FAILED;
            case JobState.EndedWithSession _ -> Kind.OVER;
            case JobState.Lost _ -> Kind.FAILED;
        };
        var state = texts.of(switch (job.state()) {
            case JobState.Starting _ -> "jobs.state.starting";
            case JobState.Running _ -> "jobs.state.running";
            case JobState.Ended _ -> switch (kind) {
                case DONE -> "jobs.state.done";
                case FAILED -> "jobs.state.failed";
                case OVER, RUNNING -> "jobs.state.stopped";
            };
            case JobState.EndedWithSession _ -> "jobs.state.ended-with-session";
            case JobState.Lost _ -> "jobs.state.lost";
        });
        return new JobRow(job, kind, state, visible(job.line()), formats.ago(job.askedAt(), now),
                job.duration(now).map(formats::duration).orElse(Formats.NONE),
                job.state() instanceof JobState.Ended ended ? Integer.toString(ended.code()) : Formats.NONE,
                job.peakGpuBytes().map(Formats::gib).orElseGet(() -> texts.of("jobs.not-measured")));
    }

    /** Foreign text: what cannot be seen, or turns the direction of the text, becomes a sign that can. */
    static String visible(String text) {
        return text.codePoints().limit(LONGEST).mapToObj(c -> Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE
                || c == 0x2028 || c == 0x2029 ? "\u2423" : Character.toString(c)).collect(Collectors.joining());
    }
}
