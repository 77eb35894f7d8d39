package dev.slipway.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for zsh, from the commands as they are. */
final class ZshCompletion {
    private final CommandLine root;
    private final StringBuilder script = new StringBuilder();

    ZshCompletion(CommandLine root) {
        this.root = root;
    }

    String script() {
        script.append("#compdef slipway\n# Completion for slipway, made by “slipway completion zsh”.\n\n_slipway() {\n"
                + "  local curcontext=\"$curcontext\" state line\n  local -a commands\n  _arguments -C -s");
        ShellWords.options(root).forEach(this::option);
        script.append(" \\\n    '1: :->command' '*:: :->rest'\n  case $state in\n    command)\n      commands=(\n");
        for (var command : ShellWords.commands(root)) {
            script.append("        ").append(quoted(command.getCommandName() + ":"
                    + ShellWords.brief(command.getCommandSpec().usageMessage().description()))).append('\n');
        }
        script.append("      )\n      _describe -t commands command commands\n      _files -g '*.slipway'\n"
                + "      ;;\n    rest)\n      case $words[1] in\n");
        ShellWords.commands(root).forEach(this::command);
        script.append("      esac\n      ;;\n  esac\n}\n\n"
                // Read by the completion system it is the function itself; read by a startup file it must be announced.
                + "if [ \"$funcstack[1]\" = _slipway ]; then\n  _slipway \"$@\"\nelse\n"
                + "  compdef _slipway slipway\nfi\n");
        return script.toString();
    }

    private void command(CommandLine command) {
        script.append("        ").append(command.getCommandName()).append(")\n          _arguments -s");
        ShellWords.options(command).forEach(this::option);
        for (var parameter : command.getCommandSpec().positionalParameters()) {
            boolean many = parameter.index().max() > parameter.index().min() || parameter.arity().max() > 1;
            script.append(" \\\n            ").append(quoted((many ? "*:" : (parameter.index().min() + 1) + ":")
                    + plain(parameter.paramLabel().replaceAll("[<>\\[\\].]", "")) + ":" + action(parameter)));
        }
        script.append("\n          ;;\n");
    }

    private void option(OptionSpec option) {
        var names = List.of(option.names());
        var value = ShellWords.takesValue(option) ? ":" + plain(option.paramLabel()) + ":" + action(option) : "";
        var text = quoted("[" + plain(ShellWords.brief(option.description())) + "]" + value);
        script.append(" \\\n    ");
        script.append(names.size() == 1 ? quoted(names.getFirst()) + text
                : quoted("(" + String.join(" ", names) + ")") + "{" + String.join(",", names) + "}" + text);
    }

    private static String action(ArgSpec arg) {
        return switch (ShellWords.value(arg)) {
            case FILE -> "_files";
            case FOLDER -> "_files -/";
            case WORDS -> "(" + String.join(" ", ShellWords.words(arg)) + ")";
            case OTHER -> " ";
        };
    }

    private static String plain(String text) {
        return text.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
