package dev.slipway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page; the packages hold what it prints at build time. */
@Command(name = "manual", hidden = true)
final class ManualCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    ManualCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.console().out().print(new ManualPage(spec.root().commandLine(), context.texts()).page());
        return Failures.DONE;
    }
}
