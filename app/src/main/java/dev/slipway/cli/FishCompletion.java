package dev.slipway.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, from the commands as they are. */
final class FishCompletion {
    private final CommandLine root;
    private final StringBuilder script =
            new StringBuilder("# Completion for slipway, made by “slipway completion fish”.\n");

    FishCompletion(CommandLine root) {
        this.root = root;
    }

    String script() {
        var commands = ShellWords.commands(root);
        var none = "__fish_use_subcommand";
        line(none, "-f -a " + quoted("(__fish_complete_suffix .slipway)"));
        for (var command : commands) {
            line(none, "-f -a " + quoted(command.getCommandName()) + " -d "
                    + quoted(ShellWords.brief(command.getCommandSpec().usageMessage().description())));
        }
        options(none, ShellWords.options(root));
        for (var command : commands) {
            var seen = "__fish_seen_subcommand_from " + command.getCommandName();
            options(seen, ShellWords.options(command));
            var parameters = command.getCommandSpec().positionalParameters();
            line(seen, parameters.isEmpty() ? "-f" : value(parameters.getFirst()));
        }
        return script.toString();
    }

    private void options(String condition, List<OptionSpec> options) {
        for (var option : options) {
            var words = new StringBuilder();
            for (var name : option.names()) {
                words.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1)).append(' ');
            }
            if (ShellWords.takesValue(option)) {
                words.append("-r ").append(value(option)).append(' ');
            }
            line(condition, words + "-d " + quoted(ShellWords.brief(option.description())));
        }
    }

    private static String value(ArgSpec arg) {
        return switch (ShellWords.value(arg)) {
            case FILE -> "-F";
            case FOLDER -> "-f -a " + quoted("(__fish_complete_directories)");
            case WORDS -> "-f -a " + quoted(String.join(" ", ShellWords.words(arg)));
            case OTHER -> "-f";
        };
    }

    private void line(String condition, String rest) {
        script.append("complete -c slipway -n ").append(quoted(condition)).append(' ').append(rest).append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
