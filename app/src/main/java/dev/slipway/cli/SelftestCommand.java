package dev.slipway.cli;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.selftest.Figures;
import dev.slipway.selftest.Proof;
import dev.slipway.selftest.SelfTest;
import dev.slipway.selftest.SelfTestResult;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves that the GPUs of a session work, and how fast; lists and compares what was measured before. */
@Command(name = "selftest")
final class SelftestCommand implements Callable<Integer> {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Context context;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(names = "--thorough", descriptionKey = "cli.option.thorough")
    private boolean thorough;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    /** One of the three things it does. */
    private static final class What {
        @Parameters(paramLabel = "NAME", descriptionKey = "cli.selftest.name")
        private String name;

        @Option(names = "--list", descriptionKey = "cli.option.selftests")
        private boolean list;

        @Option(names = "--compare", arity = "2", paramLabel = "N", descriptionKey = "cli.option.compare")
        private List<Integer> compare;
    }

    SelftestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        if (what.list) {
            return list();
        }
        if (what.compare != null) {
            return compare();
        }
        context.withEngine();
        var line = new ProgressLine(context);
        SelfTestResult result;
        try (var _ = new Undoing("self-test", context)) {
            result = context.services().selfTest().run(what.name,
                    thorough ? SelfTest.Extent.THOROUGH : SelfTest.Extent.USUAL, progress ->
                            line.show(context.texts().of(progress.step())));
        } finally {
            line.clear();
        }
        if (json) {
            context.console().line(context.services().selfTest().store().text(result));
        } else {
            print(result);
        }
        return Proof.allWell(result) ? Failures.DONE : Failures.NO;
    }

    private void print(SelfTestResult result) {
        var console = context.console();
        for (var proof : Proof.of(result)) {
            console.line(console.mark(proof.level()) + " " + context.texts().of(proof.text()));
        }
        var table = new Columns(List.of(), Set.of(1));
        for (var figure : Figures.of(result)) {
            table.add(context.texts().of(figure.label()), figure.shown(),
                    figure.note().map(context.texts()::of).orElse(""));
        }
        console.line("");
        table.print(console);
    }

    private List<SelfTestResult> kept() {
        return context.services().selfTest().store().list();
    }

    private int list() throws FailureException {
        var kept = kept();
        if (json) {
            var array = Json.array();
            for (var result : kept) {
                array.addObject().put("session", result.session()).put("at", result.at().toString())
                        .put("image", result.image()).put("torch", result.torch())
                        .put("allWell", Proof.allWell(result));
            }
            Json.print(context.console(), array);
        } else if (kept.isEmpty()) {
            context.say("selftest.none");
        } else {
            var table = new Columns(List.of("", context.text("cli.ps.name"), context.text("selftest.when"), "PyTorch",
                    context.text("cli.images.image")), Set.of(0));
            for (int i = 0; i < kept.size(); i++) {
                var result = kept.get(i);
                table.add(Integer.toString(i + 1), result.session(), when(result), result.torch(), result.image());
            }
            table.print(context.console());
        }
        return Failures.DONE;
    }

    private static String when(SelfTestResult result) {
        return WHEN.format(result.at().atZone(ZoneId.systemDefault()));
    }

    private int compare() throws FailureException {
        var kept = kept();
        var first = numbered(kept, what.compare.getFirst());
        var second = numbered(kept, what.compare.getLast());
        var table = new Columns(List.of("", first.session() + " " + first.torch(),
                second.session() + " " + second.torch(), context.text("selftest.gain")), Set.of(1, 2, 3));
        for (var pair : Figures.compare(first, second)) {
            table.add(context.texts().of(pair.label()), pair.first().map(Figures.Figure::shown).orElse("–"),
                    pair.second().map(Figures.Figure::shown).orElse("–"),
                    pair.gain().map(gain -> Figures.times(gain) + "×").orElse("–"));
        }
        table.print(context.console());
        return Failures.DONE;
    }

    private static SelfTestResult numbered(List<SelfTestResult> kept, int number) throws FailureException {
        if (number < 1 || number > kept.size()) {
            throw new FailureException(new Failure.BadInput(Text.of("selftest.no-such-number", number, kept.size()),
                    ""));
        }
        return kept.get(number - 1);
    }
}
