package dev.slipway.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a completion script for a shell; the packages hold what it prints at build time. */
@Command(name = "completion")
final class CompletionCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh|fish", descriptionKey = "cli.completion.shell")
    private Shell shell;

    /** The shells there is a script for; named as their programs are. */
    enum Shell {
        bash, zsh, fish
    }

    CompletionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var root = spec.root().commandLine();
        context.console().out().print(switch (shell) {
            case bash -> bash(root);
            case zsh -> new ZshCompletion(root).script();
            case fish -> new FishCompletion(root).script();
        });
        return Failures.DONE;
    }

    /** Picocli's script without its first line: it is read by a shell, never run by itself. */
    private static String bash(picocli.CommandLine root) {
        var script = AutoComplete.bash("slipway", root);
        return script.startsWith("#!") ? script.substring(script.indexOf('\n') + 1) : script;
    }
}
