package dev.slipway.cli;

import dev.slipway.base.FailureException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a session's Jupyter in the browser, or prints its address. */
@Command(name = "jupyter")
final class JupyterCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", descriptionKey = "cli.jupyter.name")
    private String name;

    @Option(names = "--print", descriptionKey = "cli.option.print")
    private boolean print;

    JupyterCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        var address = context.services().sessions().jupyter(name);
        if (print || !context.services().browse(address)) {
            context.console().line(address.toString());
        }
        return Failures.DONE;
    }
}
