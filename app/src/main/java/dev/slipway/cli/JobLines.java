package dev.slipway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Bytes;
import dev.slipway.base.FailureException;
import dev.slipway.job.Job;
import dev.slipway.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Jobs as the commands print them. */
final class JobLines {
    private JobLines() {
    }

    /** The state in words. */
    static String state(Context context, Job job) {
        return switch (job.state()) {
            case JobState.Ended(var code, _, _) -> job.stopAsked() ? context.text("jobs.state.stopped")
                    : code == 0 ? context.text("jobs.state.done") : context.text("jobs.state.failed");
            case JobState.Starting _, JobState.Running _, JobState.EndedWithSession _, JobState.Lost _ ->
                    context.text("jobs.state." + id(job.state()));
        };
    }

    static String id(JobState state) {
        return switch (state) {
            case JobState.Starting _ -> "starting";
            case JobState.Running _ -> "running";
            case JobState.Ended _ -> "ended";
            case JobState.EndedWithSession _ -> "ended-with-session";
            case JobState.Lost _ -> "lost";
        };
    }

    /** "1:02:03" or a dash. */
    static String duration(Job job) {
        return job.duration(Instant.now()).map(JobLines::clock).orElse("–");
    }

    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    static String exitCode(Job job) {
        return job.state() instanceof JobState.Ended ended ? Integer.toString(ended.code()) : "–";
    }

    static String peak(Context context, Job job) {
        return job.peakGpuBytes().map(Bytes::inWords).orElse(context.text("jobs.not-measured"));
    }

    static ObjectNode json(Job job) {
        var json = Json.object().put("id", job.id()).put("session", job.session()).put("state", id(job.state()))
                .put("stopAsked", job.stopAsked()).put("askedAt", job.askedAt().toString());
        json.set("command", Json.array(job.command()));
        if (job.state() instanceof JobState.Ended ended) {
            json.put("exitCode", ended.code()).put("endedAt", ended.at().toString());
        }
        job.duration(Instant.now()).ifPresent(time -> json.put("seconds", time.toMillis() / 1000.0));
        // A value that was not measured is left out, never 0.
        job.peakGpuBytes().ifPresent(bytes -> json.put("peakGpuBytes", bytes));
        return json;
    }

    /** Prints a job's output from its last {@code tail} bytes on. */
    static void print(Context context, String id, long tail, boolean follow)
            throws FailureException, InterruptedException {
        var ended = new CountDownLatch(1);
        var out = context.console().out();
        try (var _ = context.services().jobs().output(id, tail, follow, bytes -> {
            out.write(bytes, 0, bytes.length);
            out.flush();
            // Nothing more, or the reader has gone ("| head").
            if (bytes.length == 0 || out.checkError()) {
                ended.countDown();
            }
        })) {
            ended.await();
        }
    }

    /** Shows a job's output until it ends; its exit code, or a fault where that is not known. */
    static int attach(Context context, Job job, long tail) throws FailureException, InterruptedException {
        var jobs = context.services().jobs();
        context.console().errorLine(context.text("cli.jobs.attached", job.id()));
        // GPU memory is measured while someone watches.
        try (var _ = jobs.watch(_ -> {
        })) {
            print(context, job.id(), tail, true);
        }
        var now = jobs.find(job.id());
        if (now.state() instanceof JobState.Ended ended) {
            return ended.code();
        }
        context.console().errorLine(state(context, now));
        return Failures.FAULT;
    }
}
