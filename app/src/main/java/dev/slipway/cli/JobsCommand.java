package dev.slipway.cli;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.job.Job;
import dev.slipway.job.Jobs;
import dev.slipway.session.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists jobs; below it stand the commands for one of them. */
@Command(name = "jobs")
final class JobsCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", descriptionKey = "cli.jobs.name")
    private String name;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    JobsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        var jobs = name == null ? context.services().jobs().list() : context.services().jobs().list(name);
        if (json) {
            var array = Json.array();
            jobs.forEach(job -> array.add(JobLines.json(job)));
            Json.print(context.console(), array);
        } else if (jobs.isEmpty()) {
            if (name != null && insideStopped(name)) {
                context.say("cli.jobs.inside", name);
            } else {
                context.say("cli.jobs.none");
            }
        } else {
            table(jobs);
        }
        return Failures.DONE;
    }

    /** Whether a session keeps its jobs where nobody can look now. */
    private boolean insideStopped(String session) throws FailureException {
        var it = context.session(session);
        return it.environment().project().isEmpty() && it.state() instanceof SessionState.Stopped;
    }

    private void table(List<Job> jobs) {
        var table = new Columns(List.of("ID", context.text("jobs.column.session"), context.text("jobs.column.state"),
                context.text("jobs.column.duration"), context.text("jobs.column.exit-code"),
                context.text("jobs.column.gpu-memory"), context.text("jobs.column.command")), Set.of(3, 4, 5));
        jobs.forEach(job -> table.add(job.id(), job.session(), JobLines.state(context, job), JobLines.duration(job),
                JobLines.exitCode(job), JobLines.peak(context, job), job.line()));
        table.print(context.console());
    }

    /** Prints a job's output. */
    @Command(name = "output")
    static final class Output implements Callable<Integer> {
        private final Context context;

        @Parameters(paramLabel = "ID", descriptionKey = "cli.jobs.id")
        private String id;

        @Option(names = {"-f", "--follow"}, descriptionKey = "cli.jobs.follow")
        private boolean follow;

        Output(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws FailureException, InterruptedException {
            context.withEngine();
            JobLines.print(context, context.services().jobs().find(id).id(), Long.MAX_VALUE, follow);
            return Failures.DONE;
        }
    }

    /** Shows a job's newest output until it ends, and ends with its exit code. */
    @Command(name = "attach")
    static final class Attach implements Callable<Integer> {
        private static final long TAIL = 16 * 1024;

        private final Context context;

        @Parameters(paramLabel = "ID", descriptionKey = "cli.jobs.id")
        private String id;

        Attach(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws FailureException, InterruptedException {
            context.withEngine();
            return JobLines.attach(context, context.services().jobs().find(id), TAIL);
        }
    }

    /** Interrupts a job. */
    @Command(name = "stop")
    static final class Stop implements Callable<Integer> {
        private static final int LONGEST = 3600;

        private final Context context;

        @Parameters(paramLabel = "ID", descriptionKey = "cli.jobs.id")
        private String id;

        @Option(names = "--grace", paramLabel = "SECONDS", descriptionKey = "cli.jobs.grace")
        private int grace = (int) Jobs.GRACE.toSeconds();

        Stop(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws FailureException, InterruptedException {
            if (grace < 0 || grace > LONGEST) {
                throw new FailureException(new Failure.BadInput(Text.of("cli.jobs.bad-grace", LONGEST), ""));
            }
            context.withEngine();
            var job = context.services().jobs().find(id);
            return switch (context.services().jobs().stop(job.id(), Duration.ofSeconds(grace))) {
                case NOT_RUNNING -> say("cli.jobs.stop.not-running", job);
                case INTERRUPTED -> say("cli.jobs.stop.interrupted", job);
                case TERMINATED -> say("cli.jobs.stop.terminated", job);
                case KILLED -> say("cli.jobs.stop.killed", job);
                case SURVIVED -> {
                    say("cli.jobs.stop.survived", job);
                    yield Failures.FAULT;
                }
            };
        }

        private int say(String key, Job job) {
            context.say(key, job.id());
            return Failures.DONE;
        }
    }
}
