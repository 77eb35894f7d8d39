package dev.slipway.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the completion scripts ask of picocli's model. */
final class ShellWords {
    /** What the value of an option or a parameter is. */
    enum Value {
        FILE, FOLDER, WORDS, OTHER
    }

    private ShellWords() {
    }

    /** The commands a user sees. */
    static List<CommandLine> commands(CommandLine root) {
        return root.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden()).toList();
    }

    /** The options of a command that a user sees. */
    static List<OptionSpec> options(CommandLine command) {
        return command.getCommandSpec().options().stream().filter(option -> !option.hidden()).toList();
    }

    /** The first sentence of a description, without its full stop. */
    static String brief(String[] description) {
        var text = description.length == 0 ? "" : description[0];
        int end = text.indexOf(". ");
        var first = end < 0 ? text : text.substring(0, end);
        int chinese = first.indexOf('。');
        first = chinese < 0 ? first : first.substring(0, chinese);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** What comes after it, by the word that stands for it in the help. */
    static Value value(ArgSpec arg) {
        var label = label(arg).toUpperCase(Locale.ROOT);
        if (label.contains("|")) {
            return Value.WORDS;
        }
        return label.contains("FILE") ? Value.FILE : label.contains("DIR") || label.contains("FOLDER") ? Value.FOLDER
                : Value.OTHER;
    }

    /** The words to choose from. */
    static String[] words(ArgSpec arg) {
        return label(arg).split("\\|");
    }

    private static String label(ArgSpec arg) {
        return arg.paramLabel().replaceAll("[<>\\[\\].]", "");
    }
}
