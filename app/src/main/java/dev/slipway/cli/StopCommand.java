package dev.slipway.cli;

import dev.slipway.base.FailureException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops a session. */
@Command(name = "stop")
final class StopCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", descriptionKey = "cli.stop.name")
    private String name;

    StopCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        context.session(name);
        context.services().sessions().stop(name);
        context.say("cli.stop.done", name);
        return Failures.DONE;
    }
}
