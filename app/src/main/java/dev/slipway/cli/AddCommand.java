package dev.slipway.cli;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.environment.Extras.Packages;
import dev.slipway.layer.Adding;
import dev.slipway.session.Sessions.Held;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds packages to a running session, and to its environment where that is wanted. */
@Command(name = "add")
final class AddCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "NAME", descriptionKey = "cli.add.name")
    private String name;

    @Option(names = "--pip", paramLabel = "PACKAGE", descriptionKey = "cli.option.pip")
    private List<String> pip = List.of();

    @Option(names = "--conda", paramLabel = "PACKAGE", descriptionKey = "cli.option.conda")
    private List<String> conda = List.of();

    @Option(names = "--apt", paramLabel = "PACKAGE", descriptionKey = "cli.option.apt")
    private List<String> apt = List.of();

    @Option(names = "--keep", descriptionKey = "cli.add.keep")
    private boolean keep;

    AddCommand(Context context) {
        this.context = context;
    }

    /** Packages as they were typed, if each can be given to its tool. */
    static Packages checked(Packages packages) throws FailureException {
        var bad = packages.firstInvalid();
        if (bad.isPresent()) {
            throw new FailureException(new Failure.BadInput(Text.of("cli.add.bad-package", bad.get()), ""));
        }
        return packages;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var packages = checked(new Packages(pip, conda, apt));
        if (packages.isEmpty()) {
            throw new FailureException(new Failure.BadInput(Text.of("cli.add.none"), ""));
        }
        context.withEngine();
        var held = context.services().sessions().held(name);
        context.console().errorLine(context.text("cli.add.root"));
        add(held, packages);
        context.say("cli.add.done", name);
        if (keep) {
            keep(held, packages);
        } else {
            context.say("cli.add.not-kept", name);
        }
        return Failures.DONE;
    }

    private void add(Held held, Packages packages) throws FailureException, InterruptedException {
        try (var _ = new Undoing("adding of packages", context)) {
            new Adding(context.services().layers(), Background.virtualThreads()).add(held.engine(),
                    held.containerId(), held.session().environment().image(), packages, context.console()::errorLine);
        }
    }

    private void keep(Held held, Packages packages) throws FailureException {
        var store = context.services().environments();
        var environment = store.find(name).orElse(held.session().environment());
        var extras = environment.extras();
        store.save(environment.withExtras(extras.withPackages(extras.packages().plus(packages))));
        context.say("cli.add.kept", name);
    }
}
