package dev.slipway.cli;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Logs in to a session by the system's own ssh. Whether the user's SSH configuration may know Slipway's sessions is
 * asked once; until it does, ssh is given a file of Slipway's own.
 */
@Command(name = "ssh")
final class SshCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "cli.ssh.name")
    private String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "CMD", descriptionKey = "cli.ssh.cmd")
    private List<String> command = new ArrayList<>();

    @Option(names = "--print", descriptionKey = "cli.ssh.print")
    private boolean print;

    @Option(names = {"-y", "--yes"}, descriptionKey = "cli.ssh.yes")
    private boolean yes;

    SshCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        context.withEngine();
        var ssh = context.services().access().ssh();
        var held = context.services().sessions().held(name);
        ssh.prepare(held);
        if (!ssh.included() && (yes || !ssh.asked() && context.console().interactive())) {
            context.console().errorLine("  " + ssh.include());
            if (context.confirmed(yes, "cli.ssh.question")) {
                ssh.agree();
            } else {
                ssh.answered();
            }
        }
        var words = new ArrayList<>(ssh.prepare(held));
        if (print) {
            context.console().line(String.join(" ", words));
            return Failures.DONE;
        }
        words.addAll(command);
        try {
            return new ProcessBuilder(words).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new FailureException(new Failure.BadInput(Text.of("cli.ssh.no-client"), e.toString()), e);
        }
    }
}
