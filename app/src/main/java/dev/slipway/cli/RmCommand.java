package dev.slipway.cli;

import dev.slipway.base.FailureException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a session after a yes: what was written inside it is lost. */
@Command(name = "rm")
final class RmCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", descriptionKey = "cli.rm.name")
    private String name;

    @Option(names = {"-y", "--yes"}, descriptionKey = "cli.option.yes")
    private boolean yes;

    RmCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        context.session(name);
        if (!context.confirmed(yes, "cli.rm.question", name)) {
            context.say("cli.rm.kept", name);
            return Failures.NO;
        }
        context.services().sessions().remove(name);
        context.say("cli.rm.done", name);
        return Failures.DONE;
    }
}
