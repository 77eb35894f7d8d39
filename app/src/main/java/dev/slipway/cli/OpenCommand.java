package dev.slipway.cli;

import dev.slipway.access.WebPages;
import dev.slipway.base.FailureException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a web page that a session serves, or lists them. */
@Command(name = "open")
final class OpenCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "cli.open.name")
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "APP", descriptionKey = "cli.open.app")
    private String app;

    @Option(names = "--print", descriptionKey = "cli.option.print")
    private boolean print;

    OpenCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        if (app == null) {
            WebPages.names(context.session(name)).forEach(context.console()::line);
            return Failures.DONE;
        }
        var address = context.services().access().pages().open(context.services().sessions().held(name), app);
        if (print || !context.services().browse(address)) {
            context.console().line(address.toString());
        }
        return Failures.DONE;
    }
}
