package dev.slipway.cli;

import dev.slipway.base.Bytes;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.compat.Judge;
import dev.slipway.compat.Verdict;
import dev.slipway.registry.ImageSource;
import dev.slipway.registry.RemoteImage;
import dev.slipway.session.InsideLook;
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

    @Option(names = "--offline", descriptionKey = "cli.option.offline")
    private boolean offline;

    @Option(names = "--look-inside", descriptionKey = "cli.check.look-inside")
    private boolean lookInside;

    @Option(names = "--yes", descriptionKey = "cli.option.yes")
    private boolean yes;

    CheckCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var verdicts = new Verdicts(context);
        var subject = verdicts.subject(machine);
        var lookup = offline ? Optional.<ImageSource>empty() : context.services().lookup();
        var judging = new Checked.Judging(context.services().catalog(), subject, lookup);
        var found = new ArrayList<Checked>();
        for (var image : images) {
            var inside = lookInside && machine == null ? inside(subject, image) : Optional.<Checked>empty();
            found.add(inside.isPresent() ? inside.get() : judging.check(image));
        }
        if (json) {
            var array = Json.array();
            for (int i = 0; i < found.size(); i++) {
                var checked = found.get(i);
                var row = verdicts.json(images.get(i), checked.verdict());
                checked.notAsked().ifPresent(why -> row.put("explanation", row.get("explanation").asText() + " "
                        + context.text("cli.check.not-asked", context.texts().of(why.title()))));
                array.add(row);
            }
            Json.print(context.console(), array);
        } else {
            for (int i = 0; i < found.size(); i++) {
                print(verdicts, images.get(i), found.get(i));
            }
        }
        return found.stream().anyMatch(checked -> checked.verdict().level() == Verdict.Level.FAILS) ? Failures.NO
                : Failures.DONE;
    }

    /** Runs the image's own Python once, after a yes, when the image is on the engine and holds a PyTorch. */
    private Optional<Checked> inside(Verdicts.Subject subject, String image)
            throws FailureException, InterruptedException {
        var engine = context.services().machine().engine();
        var config = subject.configs().get(image);
        if (engine.isEmpty() || config == null) {
            throw new FailureException(new Failure.ImageNotFound(image, "It is not on the engine."));
        }
        if (!context.confirmed(yes, "cli.check.look-inside.ask", image)) {
            return Optional.empty();
        }
        return InsideLook.look(engine.get(), image).entry(image, config.architecture()).map(entry ->
                Checked.known(new Judge(context.services().catalog()).judge(subject.machine(), entry)));
    }

    private void print(Verdicts verdicts, String image, Checked checked) {
        var console = context.console();
        var verdict = checked.verdict();
        console.line(verdicts.mark(verdict) + "  " + console.strong(Console.safe(image)));
        console.line("  " + context.texts().of(verdict.summary()));
        verdict.points().forEach(point -> console.line("  " + (point.met() ? "✓ " : "✗ ")
                + context.texts().of(point.label()) + ": " + context.texts().of(point.value())));
        checked.notAsked().ifPresent(why -> console.line("  " + context.text("cli.check.not-asked",
                Console.safe(context.texts().of(why.title())))));
        checked.remote().ifPresent(remote -> size(remote, checked));
        verdict.suggestion().ifPresent(better -> console.line("  " + context.text("cli.check.instead", better)));
    }

    /** What a pull would download, and what that takes on disk. */
    private void size(RemoteImage remote, Checked checked) {
        var console = context.console();
        long download = remote.downloadBytes(checked.layersHere());
        long shared = remote.compressedBytes() - download;
        console.line("  " + (shared > 0
                ? context.text("cli.check.download-shared", Bytes.inWords(download), Bytes.inWords(shared))
                : context.text("cli.check.download", Bytes.inWords(download))));
        long unpacked = RemoteImage.unpackedEstimate(download);
        var free = checked.freeBytes();
        console.line("  " + (free.isEmpty() ? context.text("cli.check.disk-unknown", Bytes.inWords(unpacked))
                : context.text(free.get() < unpacked ? "cli.check.disk-short" : "cli.check.disk",
                        Bytes.inWords(unpacked), Bytes.inWords(free.get()))));
    }
}
