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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether images run; the answer is no when one fails. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--machine", paramLabel = "FILE", descriptionKey = "cli.option.machine")
    private Path machine;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", descriptionKey = "cli.check.image")
    private List<String> images = new ArrayList<>();

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    @Option(names = "--offline", descriptionKey = "cli.option.offline")
    private boolean offline;

    @Option(names = "--facts", descriptionKey = "cli.check.facts")
    private boolean facts;

    @Option(names = "--look-inside", descriptionKey = "cli.check.look-inside")
    private boolean lookInside;

    @Option(names = "--yes", descriptionKey = "cli.option.yes")
    private boolean yes;

    CheckCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        if (machine == null) {
            context.lookAhead();
        }
        context.tellOfFacts();
        var verdicts = new Verdicts(context);
        var subject = verdicts.subject(machine);
        var lookup = offline ? Optional.<ImageSource>empty() : context.services().lookup();
        var judging = new ImageCheck(context.services().catalog(), subject.machine(), subject.configs(), lookup);
        var found = new ArrayList<Checked>();
        var looked = new HashMap<String, Inside>();
        for (var image : images) {
            var inside = lookInside && machine == null ? inside(subject, image) : Optional.<Inside>empty();
            inside.ifPresent(it -> looked.put(image, it));
            var entry = inside.flatMap(it -> it.entry(image, subject.configs().get(image).architecture()));
            found.add(entry.isPresent()
                    ? Checked.known(new Judge(context.services().catalog()).judge(subject.machine(), entry.get(),
                            Optional.ofNullable(subject.configs().get(image))))
                    : judging.check(image));
        }
        if (json) {
            var array = Json.array();
            for (int i = 0; i < found.size(); i++) {
                var checked = found.get(i);
                var row = verdicts.json(images.get(i), checked.verdict());
                if (facts) {
                    verdicts.facts(row, checked.verdict());
                }
                checked.notAsked().ifPresent(why -> row.put("explanation", row.get("explanation").asText() + " "
                        + context.text("cli.check.not-asked", context.texts().of(why.title()))));
                array.add(row);
            }
            Json.print(context.console(), array);
        } else {
            for (int i = 0; i < found.size(); i++) {
                print(verdicts, images.get(i), found.get(i));
                if (looked.containsKey(images.get(i))) {
                    inside(looked.get(images.get(i)), judging.check(images.get(i)).verdict());
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
        if (!context.confirmed(yes, "cli.check.look-inside.ask", image)) {
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
            if (facts) {
                point.confidence().ifPresent(_ -> console.line("      " + context.texts().of(point.origin())));
            }
        }
        if (!facts && verdict.points().stream().anyMatch(point -> point.confidence().isPresent())) {
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
