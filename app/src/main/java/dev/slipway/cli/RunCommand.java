package dev.slipway.cli;

import dev.slipway.base.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Starts a job in a session and leaves it to itself. With {@code --attach} its output is shown, and the exit code is
 * the job's.
 */
@Command(name = "run")
final class RunCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "cli.run.name")
    private String name;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD", descriptionKey = "cli.run.cmd")
    private List<String> command = new ArrayList<>();

    @Option(names = {"-a", "--attach"}, descriptionKey = "cli.run.attach")
    private boolean attach;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        context.session(name);
        var job = context.services().jobs().start(name, List.copyOf(command));
        if (attach) {
            return JobLines.attach(context, job, Long.MAX_VALUE);
        }
        if (json) {
            Json.print(context.console(), JobLines.json(job));
        } else {
            context.console().line(job.id());
            // A short one may have ended while it was looked for.
            context.console().errorLine(job.state().active() ? context.text("cli.run.started", job.id())
                    : context.text("cli.run.ended", JobLines.state(context, job), JobLines.exitCode(job), job.id()));
        }
        return Failures.DONE;
    }
}
