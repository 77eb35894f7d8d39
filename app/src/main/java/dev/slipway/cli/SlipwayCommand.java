package dev.slipway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import java.util.List;
import java.util.concurrent.Callable;

/** The command that holds the others. Without one of them {@code Main} opens the window instead. */
@Command(name = "slipway")
final class SlipwayCommand implements Callable<Integer> {
    private static final List<String> LANGUAGES = List.of("system", "en", "zh-CN");

    @Spec
    private CommandSpec spec;

    @Option(names = "--tour", descriptionKey = "cli.option.tour")
    private boolean tour;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, descriptionKey = "cli.option.help")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, descriptionKey = "cli.option.version")
    private boolean version;

    /** Read before parsing, because everything else is said in it; here it is only checked. */
    @Option(names = "--language", paramLabel = "en|zh-CN", scope = ScopeType.INHERIT,
            descriptionKey = "cli.option.language")
    void language(String word) {
        if (!LANGUAGES.contains(word)) {
            throw new ParameterException(spec.commandLine(), "--language: " + String.join(", ", LANGUAGES));
        }
    }

    boolean tour() {
        return tour;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Failures.USAGE;
    }
}
