package dev.slipway.cli;

import dev.slipway.base.FailureException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Forgets the login of a registry. */
@Command(name = "logout")
final class LogoutCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "REGISTRY", descriptionKey = "cli.login.registry")
    private String registry;

    LogoutCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var name = LoginCommand.registry(registry);
        return switch (LoginCommand.logins(context).logOut(name)) {
            case GONE -> {
                context.say("cli.logout.done", name);
                yield Failures.DONE;
            }
            case NONE -> failed("cli.logout.none", name, Failures.NO);
            case IN_DOCKERS_FILE -> failed("cli.logout.in-dockers-file", name, Failures.NO);
            case STILL_KEPT -> failed("cli.logout.still-kept", name, Failures.FAULT);
        };
    }

    private int failed(String key, String name, int code) {
        context.console().errorLine(context.text(key, name));
        return code;
    }
}
