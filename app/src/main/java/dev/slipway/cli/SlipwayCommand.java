package dev.slipway.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command that holds the others. Without one of them {@code Main} opens the window instead. */
final class SlipwayCommand implements Callable<Integer> {
    private static final List<String> LANGUAGES = List.of("system", "en", "zh-CN");

    private final OptionSpec tour = Options.flag("--tour", "cli.option.tour");
    private final CommandSpec spec = Options.command("slipway", this).addOption(tour)
            .addOption(OptionSpec.builder("-h", "--help").type(boolean.class).arity("0").usageHelp(true)
                    .scopeType(ScopeType.INHERIT).descriptionKey("cli.option.help").build())
            .addOption(OptionSpec.builder("-V", "--version").type(boolean.class).arity("0").versionHelp(true)
                    .descriptionKey("cli.option.version").build())
            .addOption(OptionSpec.builder("--language").type(String.class).arity("1").paramLabel("en|zh-CN")
                    .scopeType(ScopeType.INHERIT).descriptionKey("cli.option.language").setter(new Language()).build());

    CommandSpec spec() {
        return spec;
    }

    boolean tour() {
        return Options.given(tour);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Failures.USAGE;
    }

    /** The language is read before parsing, because everything else is said in it; here it is only checked. */
    private final class Language implements ISetter {
        @Override
        public <T> T set(T word) {
            if (word != null && !LANGUAGES.contains(word)) {
                throw new ParameterException(spec.commandLine(), "--language: " + String.join(", ", LANGUAGES));
            }
            return null;
        }
    }
}
