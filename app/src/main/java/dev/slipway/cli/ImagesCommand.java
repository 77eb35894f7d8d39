package dev.slipway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Bytes;
import dev.slipway.base.FailureException;
import dev.slipway.base.Version;
import dev.slipway.compat.ImageRow;
import dev.slipway.compat.ImageTable;
import dev.slipway.compat.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the table of images with their verdicts. */
@Command(name = "images")
final class ImagesCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--machine", paramLabel = "FILE", descriptionKey = "cli.option.machine")
    private Path machine;

    @Option(names = "--runs", descriptionKey = "cli.option.runs")
    private boolean runs;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    ImagesCommand(Context context) {
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
        var all = ImageTable.rows(subject.machine(), context.services().catalog(), subject.local(),
                subject.configs());
        var rows = all.stream().filter(row -> !runs || row.verdict().level() == Verdict.Level.RUNS
                        || row.verdict().level() == Verdict.Level.CAVEAT).toList();
        if (json) {
            var array = Json.array();
            rows.forEach(row -> array.add(json(verdicts, row)));
            Json.print(context.console(), array);
            return Failures.DONE;
        }
        if (subject.machine().simulated()) {
            context.say("cli.simulated");
        }
        if (rows.isEmpty() && !all.isEmpty()) {
            context.say("cli.images.none", all.size(), all.getFirst().verdict().summary());
            context.say("cli.images.none.next");
            return Failures.DONE;
        }
        var table = new Columns(List.of(context.text("cli.images.verdict"), context.text("cli.images.image"),
                context.text("cli.images.framework"), "CUDA", "cuDNN", "Python", "Jupyter",
                context.text("cli.images.size"), context.text("cli.images.pulled")), Set.of(7));
        for (var row : rows) {
            var entry = row.entry();
            table.add(verdicts.mark(row.verdict()), entry.reference(),
                    entry.frameworkVersion().map(version -> entry.framework().label() + " " + version).orElse("–"),
                    entry.cuda().map(Version::text).orElse("–"), entry.cudnn().orElse("–"),
                    entry.python().orElse("–"), switch (entry.jupyter()) {
                        case NONE -> "–";
                        case NOTEBOOK, LAB -> "✓";
                        case UNKNOWN -> "?";
                    }, entry.compressedBytes().map(Bytes::inWords).orElse("–"), row.local().isPresent() ? "✓" : "");
        }
        table.print(context.console());
        return Failures.DONE;
    }

    private static ObjectNode json(Verdicts verdicts, ImageRow row) {
        var entry = row.entry();
        var json = verdicts.json(entry.reference(), row.verdict());
        json.put("family", entry.family()).put("framework", entry.framework().id())
                .put("frameworkVersion", entry.frameworkVersion().map(Version::text).orElse(null))
                .put("cuda", entry.cuda().map(Version::text).orElse(null))
                .put("cudnn", entry.cudnn().orElse(null)).put("python", entry.python().orElse(null))
                .put("flavour", entry.flavour().orElse(null)).put("jupyter", id(entry.jupyter()))
                .put("torchCompile", id(entry.compile())).put("downloadBytes", entry.compressedBytes().orElse(null))
                .put("pulled", row.local().isPresent())
                .put("recommendedFor", entry.recommendation().map(ImagesCommand::id).orElse(null));
        return json;
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
