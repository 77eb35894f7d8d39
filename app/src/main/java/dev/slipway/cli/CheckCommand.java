package dev.slipway.cli;

import dev.slipway.base.Bytes;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.compat.Judge;
import dev.slipway.compat.Verdict;
import dev.slipway.registry.ImageSource;
import dev.slipway.session.Checked;
import dev.slipway.session.ImageCheck;
import dev.slipway.session.Inside;
import dev.slipway.session.InsideLook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Says whether images run; the answer is no when one fails. */
final class CheckCommand implements Callable<Integer> {
    private final Context context;

    private final OptionSpec machine = Options.file("--machine", "cli.option.machine");
    private final OptionSpec json = Options.flag("--json", "cli.option.json");
    private final OptionSpec offline = Options.flag("--offline", "cli.option.offline");
    private final OptionSpec facts = Options.flag("--facts", "cli.check.facts");
    private final OptionSpec lookInside = Options.flag("--look-inside", "cli.check.look-inside");
    private final OptionSpec yes = Options.flag("--yes", "cli.option.yes");
    private final PositionalParamSpec images = PositionalParamSpec.builder().arity("1..*").required(true).type(String[].class)
            .paramLabel("IMAGE").descriptionKey("cli.check.image").build();

    CheckCommand(Context context) {
        this.context = context;
    }

    CommandSpec spec() {
        return Options.command("check", this).addOption(machine).addPositional(images)
                .addOption(json).addOption(offline).addOption(facts).addOption(lookInside).addOption(yes);
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        Path file = machine.getValue();
        var asked = List.of(images.<String[]>getValue());
        if (file == null) {
            context.lookAhead();
        }
        context.tellOfFacts();
        var verdicts = new Verdicts(context);
        var subject = verdicts.subject(file);
        var lookup = Options.given(offline) ? Optional.<ImageSource>empty() : context.services().lookup();
        var judging = new ImageCheck(context.services().catalog(), subject.machine(), subject.configs(), lookup);
        var found = new ArrayList<Checked>();
        var looked = new HashMap<String, Inside>();
        for (var image : asked) {
            var inside = Options.given(lookInside) && file == null ? inside(subject, image) : Optional.<Inside>empty();
            inside.ifPresent(it -> looked.put(image, it));
            var entry = inside.flatMap(it -> it.entry(image, subject.configs().get(image).architecture()));
            found.add(entry.isPresent()
                    ? Checked.known(new Judge(context.services().catalog()).judge(subject.machine(), entry.get(),
                            Optional.ofNullable(subject.configs().get(image))))
                    : judging.check(image));
        }
        if (Options.given(json)) {
            var array = Json.array();
            for (int i = 0; i < found.size(); i++) {
                var checked = found.get(i);
                var row = verdicts.json(asked.get(i), checked.verdict());
                if (Options.given(facts)) {
                    verdicts.facts(row, checked.verdict());
                }
                checked.notAsked().ifPresent(why -> row.put("explanation", row.get("explanation").asText() + " "
                        + context.text("cli.check.not-asked", context.texts().of(why.title()))));
                array.add(row);
            }
            Json.print(context.console(), array);
        } else {
            for (int i = 0; i < found.size(); i++) {
                print(verdicts, asked.get(i), found.get(i));
                if (looked.containsKey(asked.get(i))) {
                    inside(looked.get(asked.get(i)), judging.check(asked.get(i)).verdict());
                }
            }
        }
        return found.stream().anyMatch(checked -> checked.verdict().level() == Verdict.Level.FAILS) ? Failures.NO
                : Failures.DONE;
    }

    /** Runs the image's own Python once, after a yes, when the image is on the engine and holds a PyTorch. */
    private Optional<Inside> inside(Verdicts.Subject subject, String image)
            throws FailureException, InterruptedException {
        var engine = context.services().machine().engine();
        var config = subject.configs().get(image);
        if (engine.isEmpty() || config == null) {
            throw new FailureException(new Failure.ImageNotFound(image, "It is not on the engine."));
        }
        if (!context.confirmed(Options.given(yes), "cli.check.look-inside.ask", image)) {
            return Optional.empty();
        }
        return Optional.of(InsideLook.look(engine.get(), image));
    }

    /** What its Python said, and what the verdict would be without that. */
    private void inside(Inside inside, Verdict byFacts) {
        var console = context.console();
        console.line("  " + context.text("cli.check.inside", inside.torch().map(torch -> "PyTorch " + torch
                + inside.cuda().map(cuda -> " · CUDA " + cuda).orElse(" · CPU")
                + inside.code().map(code -> " · " + code.cubins().stream().sorted().map(Object::toString)
                        .collect(Collectors.joining(", "))).orElse(""))
                .or(() -> inside.python().map(python -> "Python " + python + " · "
                        + context.text("cli.check.no-torch")))
                .orElseGet(() -> context.text("cli.check.no-python"))));
        console.line("  " + context.text("cli.check.by-facts", context.texts().of(byFacts.summary())));
    }

    private void print(Verdicts verdicts, String image, Checked checked) {
        var console = context.console();
        var verdict = checked.verdict();
        console.line(verdicts.mark(verdict) + "  " + console.strong(Console.safe(image)));
        console.line("  " + context.texts().of(verdict.summary()));
        for (var point : verdict.points()) {
            console.line("  " + (point.met() ? "✓ " : "✗ ") + context.texts().of(point.label()) + ": "
                    + context.texts().of(point.value()));
            if (Options.given(facts)) {
                point.confidence().ifPresent(_ -> console.line("      " + context.texts().of(point.origin())));
            }
        }
        if (!Options.given(facts) && verdict.points().stream().anyMatch(point -> point.confidence().isPresent())) {
            console.line("  " + context.texts().of(verdict.origin()));
        }
        checked.notAsked().ifPresent(why -> console.line("  " + context.text("cli.check.not-asked",
                Console.safe(context.texts().of(why.title())))));
        checked.pull().ifPresent(this::size);
        verdict.suggestion().ifPresent(better -> console.line("  " + context.text("cli.check.instead", better)));
    }

    /** What a pull would download, and what that takes on disk. */
    private void size(Checked.Pull pull) {
        var console = context.console();
        var download = Bytes.inWords(pull.download());
        console.line("  " + (pull.shared() > 0
                ? context.text("cli.check.download-shared", download, Bytes.inWords(pull.shared()))
                : context.text("cli.check.download", download)));
        var unpacked = Bytes.inWords(pull.unpacked());
        console.line("  " + pull.free().map(free -> context.text(pull.tooLarge() ? "cli.check.disk-short"
                : "cli.check.disk", unpacked, Bytes.inWords(free)))
                .orElseGet(() -> context.text("cli.check.disk-unknown", unpacked)));
    }
}
