package dev.slipway.cli;

import dev.slipway.base.Texts;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page in roff (man's macros), from the commands as they are. */
final class ManualPage {
    /** The folders on Linux, where manual pages are read, and what the key of each is called. */
    private static final List<String[]> FILES = List.of(new String[] {"~/.config/slipway", "config"},
            new String[] {"~/.local/share/slipway", "data"}, new String[] {"~/.cache/slipway", "cache"},
            new String[] {"~/.local/state/slipway", "state"});
    private static final List<String> VARIABLES = List.of("SLIPWAY_HOME", "DOCKER_HOST", "NO_COLOR");

    private final CommandLine root;
    private final Texts texts;
    private final StringBuilder page = new StringBuilder();

    ManualPage(CommandLine root, Texts texts) {
        this.root = root;
        this.texts = texts;
    }

    String page() {
        line(".TH SLIPWAY 1 \"\" \"" + escaped(root.getCommandSpec().version()[0]) + "\" \""
                + escaped(texts.of("cli.man.title")) + "\"");
        section("cli.man.name");
        line("slipway \\- " + escaped(texts.of("cli.man.purpose")));
        section("cli.man.synopsis");
        line(".B slipway");
        line(escaped("[--tour] [--language en|zh-CN] [FILE.slipway]"));
        line(".br");
        line(".B slipway");
        line(escaped("COMMAND [OPTIONS]"));
        section("cli.man.description");
        text(texts.of("cli.man.about"));
        line(".PP");
        text(texts.of("cli.man.file"));
        section("cli.man.options");
        ShellWords.options(root).forEach(this::option);
        section("cli.man.commands");
        ShellWords.commands(root).forEach(this::command);
        section("cli.man.exit");
        for (int code = 0; code <= 3; code++) {
            entry(String.valueOf(code), texts.of("cli.man.exit." + code));
        }
        section("cli.man.files");
        FILES.forEach(file -> entry(file[0], texts.of("cli.man.files." + file[1])));
        section("cli.man.environment");
        VARIABLES.forEach(name -> entry(name, texts.of("cli.man.environment." + name)));
        section("cli.man.see-also");
        line(".BR docker (1),");
        line(".BR podman (1)");
        return page.toString();
    }

    private void command(CommandLine command) {
        var help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF));
        line(".SS " + escaped(help.synopsis(0).strip().replaceAll("\\s+", " ")));
        text(String.join(" ", command.getCommandSpec().usageMessage().description()));
        command.getCommandSpec().positionalParameters().forEach(parameter ->
                entry(parameter.paramLabel(), description(parameter)));
        // Help and language are those of the program, and said there.
        ShellWords.options(command).stream().filter(option -> !option.inherited()).forEach(this::option);
    }

    private void option(OptionSpec option) {
        entry(String.join(", ", option.names()) + (ShellWords.takesValue(option) ? " " + option.paramLabel() : ""),
                description(option));
    }

    private static String description(ArgSpec arg) {
        return String.join(" ", arg.description());
    }

    private void section(String key) {
        line(".SH " + escaped(texts.of(key)));
    }

    private void entry(String term, String meaning) {
        line(".TP");
        line("\\fB" + escaped(term) + "\\fR");
        text(meaning);
    }

    private void text(String text) {
        var escaped = escaped(text);
        // A line that begins with one of these would be a request.
        line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    /** Text for roff: hyphens that stay hyphens when they are copied, and no escapes of its own. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq").replace("%n", " ")
                .replace('\n', ' ');
    }
}
