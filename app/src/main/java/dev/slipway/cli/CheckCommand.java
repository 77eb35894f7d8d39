package dev.slipway.cli;

import dev.slipway.base.FailureException;
import dev.slipway.compat.Judge;
import dev.slipway.compat.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    CheckCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var verdicts = new Verdicts(context);
        var subject = verdicts.subject(machine);
        var judge = new Judge(context.services().catalog());
        var found = images.stream().map(image -> judge.judge(subject.machine(), image,
                Optional.ofNullable(subject.configs().get(image)))).toList();
        if (json) {
            var array = Json.array();
            for (int i = 0; i < found.size(); i++) {
                array.add(verdicts.json(images.get(i), found.get(i)));
            }
            Json.print(context.console(), array);
        } else {
            for (int i = 0; i < found.size(); i++) {
                print(verdicts, images.get(i), found.get(i));
            }
        }
        return found.stream().anyMatch(verdict -> verdict.level() == Verdict.Level.FAILS) ? Failures.NO
                : Failures.DONE;
    }

    private void print(Verdicts verdicts, String image, Verdict verdict) {
        var console = context.console();
        console.line(verdicts.mark(verdict) + "  " + console.strong(Console.safe(image)));
        console.line("  " + context.texts().of(verdict.summary()));
        verdict.points().forEach(point -> console.line("  " + (point.met() ? "✓ " : "✗ ")
                + context.texts().of(point.label()) + ": " + context.texts().of(point.value())));
        verdict.suggestion().ifPresent(better -> console.line("  " + context.text("cli.check.instead", better)));
    }
}
