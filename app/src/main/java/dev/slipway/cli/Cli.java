package dev.slipway.cli;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Texts;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line. */
public final class Cli {
    private static final Logger LOG = LoggerFactory.getLogger(Cli.class);
    private static final Set<String> LISTING = Set.of("completion", "manual");

    private final Function<Boolean, Services> open;
    private final Console console;
    private final Texts texts;
    private final String version;

    /**
     * A command line.
     *
     * @param open opens the services, of the simulated machine when its argument is true
     * @param texts in the user's language
     * @param version Slipway's version
     */
    public Cli(Function<Boolean, Services> open, Console console, Texts texts, String version) {
        this.open = open;
        this.console = console;
        this.texts = texts;
        this.version = version;
    }

    /** Runs a command and gives its exit code. Blocking. */
    public int run(String... arguments) {
        // No option is one of these, and picocli would look for them in every library too.
        System.setProperty("picocli.converters.excludes", "java.sql.*");
        var root = new SlipwayCommand();
        var context = new Context(() -> open.apply(root.tour()), console, texts);
        try {
            return commandLine(root, context, List.of(arguments)).execute(arguments);
        } finally {
            context.close();
            console.out().flush();
            console.err().flush();
        }
    }

    private CommandLine commandLine(SlipwayCommand root, Context context, List<String> arguments) {
        var line = new CommandLine(root.spec(), Options.FACTORY);
        var all = commands(context);
        needed(all.keySet(), arguments).forEach(name -> line.addSubcommand(name, all.get(name).get()));
        line.setOut(writer(console.out())).setErr(writer(console.err()));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setParameterExceptionHandler((error, _) -> wrongUsage(error));
        line.setExecutionExceptionHandler((error, _, _) -> failed(error));
        line.getCommandSpec().version("slipway " + version);
        line.setResourceBundle(texts);
        describe(line, "cli.slipway");
        line.getSubcommands().forEach((name, command) -> describe(command, "cli." + name));
        return line;
    }

    /**
     * The commands to make: picocli looks into the class of each, which takes longer than a short command itself. The
     * one that comes first, none for the version; all for help and for the two commands that list them, and for
     * whatever is not understood.
     */
    private static Set<String> needed(Set<String> all, List<String> arguments) {
        var first = arguments.stream().filter(argument -> !argument.equals("--tour")).findFirst().orElse("");
        if (first.equals("--version") || first.equals("-V")) {
            return Set.of();
        }
        return all.contains(first) && !LISTING.contains(first) ? Set.of(first) : all;
    }

    private static Map<String, Supplier<Object>> commands(Context context) {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("machine", () -> new MachineCommand(context));
        commands.put("images", () -> new ImagesCommand(context));
        commands.put("check", () -> new CheckCommand(context).spec());
        commands.put("up", () -> new UpCommand(context));
        commands.put("ps", () -> new PsCommand(context));
        commands.put("jupyter", () -> new JupyterCommand(context));
        commands.put("shell", () -> new ShellCommand(context));
        commands.put("ssh", () -> new SshCommand(context));
        commands.put("code", () -> new CodeCommand(context));
        commands.put("open", () -> new OpenCommand(context));
        commands.put("logs", () -> new LogsCommand(context));
        commands.put("watch", () -> new WatchCommand(context));
        commands.put("selftest", () -> new SelftestCommand(context));
        commands.put("run", () -> new RunCommand(context));
        commands.put("jobs", () -> new CommandLine(new JobsCommand(context), Options.FACTORY)
                .addSubcommand("output", new JobsCommand.Output(context))
                .addSubcommand("attach", new JobsCommand.Attach(context))
                .addSubcommand("stop", new JobsCommand.Stop(context)));
        commands.put("add", () -> new AddCommand(context));
        commands.put("layer", () -> new LayerCommand(context));
        commands.put("layers", () -> new LayersCommand(context));
        commands.put("stop", () -> new StopCommand(context));
        commands.put("rm", () -> new RmCommand(context));
        commands.put("login", () -> new LoginCommand(context));
        commands.put("logout", () -> new LogoutCommand(context));
        commands.put("doctor", () -> new DoctorCommand(context));
        commands.put("setup", () -> new SetupCommand(context));
        commands.put("facts", () -> new FactsCommand(context));
        commands.put("update", () -> new UpdateCommand(context));
        commands.put("completion", () -> new CompletionCommand(context));
        commands.put("manual", () -> new ManualCommand(context));
        commands.put("uninstall", () -> new UninstallCommand(context));
        return commands;
    }

    /** Puts our own headings in, and the description of a command, whose key is its name. */
    private void describe(CommandLine command, String key) {
        var usage = command.getCommandSpec().usageMessage();
        usage.description(texts.of(key));
        usage.synopsisHeading(texts.of("cli.help.usage") + " ");
        usage.descriptionHeading("%n");
        usage.parameterListHeading("%n");
        usage.optionListHeading("%n");
        usage.commandListHeading("%n");
        usage.sortOptions(false);
        if (!key.equals("cli.slipway")) {
            command.getSubcommands().forEach((name, below) -> describe(below, key + "." + name));
        }
        if (key.equals("cli.slipway")) {
            usage.footerHeading("%n");
            usage.footer(texts.of("cli.help.exit"));
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private int wrongUsage(ParameterException error) {
        var command = error.getCommandLine().getCommandSpec().qualifiedName();
        console.errorLine(switch (error) {
            case UnmatchedArgumentException unmatched -> texts.of("cli.usage.unmatched",
                    String.join(" ", unmatched.getUnmatched()));
            case MissingParameterException missing -> texts.of("cli.usage.missing", String.join(", ",
                    missing.getMissing().stream().map(arg -> arg.isOption()
                            ? ((CommandLine.Model.OptionSpec) arg).longestName() : arg.paramLabel()).toList()));
            default -> error.getMessage();
        });
        console.errorLine(texts.of("cli.usage.help", command));
        return Failures.USAGE;
    }

    private int failed(Exception error) {
        var failure = switch (error) {
            case FailureException known -> known.failure();
            case InterruptedException _ -> new Failure.Cancelled("");
            default -> Background.unexpected(error);
        };
        if (failure instanceof Failure.Unexpected unexpected) {
            LOG.error("A command failed, code {}", unexpected.code(), error);
        } else {
            LOG.info("A command failed: {} {}", failure.name(), failure.detail());
        }
        console.errorLine(texts.of(failure.title()));
        console.errorLine(texts.of(failure.advice()));
        return Failures.exitCode(failure);
    }
}
