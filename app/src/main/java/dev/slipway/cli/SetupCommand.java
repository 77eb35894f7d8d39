package dev.slipway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.compat.ImageTable;
import dev.slipway.doctor.Finding;
import dev.slipway.environment.DockerCommand;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.session.Session;
import dev.slipway.setup.FirstNotebook;
import dev.slipway.setup.FirstSteps;
import dev.slipway.setup.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The page of a first start for a terminal: what this machine has and lacks, and the commands of each fix. It runs none
 * of them. Ends with 0 when nothing is missing.
 */
@Command(name = "setup")
final class SetupCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    SetupCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var examination = context.services().doctor().examine();
        var parts = FirstSteps.of(examination.state(), Optional.of(examination.surroundings()));
        // What could not be looked at has not been proved to be there.
        boolean complete = parts.stream().allMatch(part -> switch (part.standing()) {
            case WORKS, CAVEAT, NOT_HERE -> true;
            case MISSING, WAITS, LOOKING -> false;
        });
        var notebook = complete ? notebook() : Optional.<FirstNotebook>empty();
        if (json) {
            var root = Json.object().put("complete", complete).put("simulated", examination.state().simulated());
            var array = root.putArray("parts");
            parts.forEach(part -> array.add(json(part)));
            notebook.ifPresentOrElse(offer -> root.set("notebook", Json.array(words(offer))),
                    () -> root.putNull("notebook"));
            Json.print(context.console(), root);
        } else {
            if (examination.state().simulated()) {
                context.say("cli.simulated");
            }
            parts.forEach(this::print);
            context.console().line("");
            context.console().line(context.texts().of(parts.stream().anyMatch(part ->
                    part.standing() == Part.Standing.LOOKING) ? Text.of("cli.setup.unseen")
                            : FirstSteps.summary(parts)));
            notebook.ifPresent(this::print);
            if (!complete) {
                context.say("cli.setup.again");
            }
        }
        return complete ? Failures.DONE : Failures.NO;
    }

    private Optional<FirstNotebook> notebook() throws FailureException, InterruptedException {
        var subject = new Verdicts(context).subject(null);
        if (subject.machine().engine().isEmpty()) {
            return Optional.empty();
        }
        context.services().sessions().refresh();
        var taken = new HashSet<String>();
        context.services().sessions().list().stream().map(Session::name).forEach(taken::add);
        context.services().environments().list().stream().map(EnvironmentStore.Stored::name).forEach(taken::add);
        return FirstNotebook.of(subject.machine(), ImageTable.rows(subject.machine(), context.services().catalog(),
                subject.local(), subject.configs()), taken, Path.of(System.getProperty("user.home")));
    }

    private void print(Part part) {
        var console = context.console();
        var texts = context.texts();
        console.line(mark(part) + "  " + console.strong(context.text("welcome.topic." + id(part.topic())) + ": "
                + Console.safe(texts.of(part.title()))));
        console.line("  " + texts.of(part.detail()));
        part.fix().ifPresent(fix -> {
            console.line("  → " + texts.of(fix.text()));
            fix.commands().forEach(command -> console.line("      " + command));
            if (fix.thenReboot()) {
                console.line("    " + context.text("doctor.needs-reboot"));
            }
        });
    }

    private String mark(Part part) {
        return context.console().mark(switch (part.standing()) {
            case WORKS -> Finding.Severity.OK;
            case CAVEAT -> Finding.Severity.WARNING;
            case MISSING -> Finding.Severity.PROBLEM;
            case WAITS, NOT_HERE, LOOKING -> Finding.Severity.NOTE;
        }, context.text("cli.setup.standing." + id(part.standing())));
    }

    private void print(FirstNotebook offer) {
        context.say("cli.setup.notebook", FirstNotebook.label(offer.row()), offer.gpu());
        if (offer.addsJupyter()) {
            context.console().line("  " + context.text("welcome.notebook.adds-jupyter"));
        }
        offer.environment().project().ifPresent(folder -> context.console().line("      mkdir -p "
                + DockerCommand.quote(folder.toString())));
        context.console().line("      " + String.join(" ", words(offer).stream().map(DockerCommand::quote).toList()));
        context.console().line("      slipway jupyter " + offer.environment().name());
    }

    /** What starts the notebook. */
    private static List<String> words(FirstNotebook offer) {
        var environment = offer.environment();
        var gpus = switch (environment.gpus()) {
            case GpuChoice.All() -> "all";
            case GpuChoice.None() -> "none";
            case GpuChoice.Some(var ids) -> String.join(",", ids);
        };
        var words = new ArrayList<>(List.of("slipway", "up", "--name", environment.name(), "--image",
                environment.image(), "--gpus", gpus, "--jupyter"));
        environment.project().ifPresent(folder -> words.addAll(List.of("--project", folder.toString())));
        return words;
    }

    private ObjectNode json(Part part) {
        var texts = context.texts();
        var json = Json.object().put("topic", id(part.topic())).put("standing", id(part.standing()))
                .put("title", texts.of(part.title())).put("detail", texts.of(part.detail()));
        part.fix().ifPresentOrElse(fix -> {
            var node = json.putObject("fix").put("text", texts.of(fix.text()));
            node.set("commands", Json.array(fix.commands()));
            node.put("needsAdmin", fix.needsAdmin()).put("needsReboot", fix.needsReboot());
        }, () -> json.putNull("fix"));
        return json;
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
