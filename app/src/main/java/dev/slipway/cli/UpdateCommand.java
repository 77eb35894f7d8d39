package dev.slipway.cli;

import dev.slipway.base.Bytes;
import dev.slipway.base.FailureException;
import dev.slipway.update.Offer;
import dev.slipway.update.Standing;
import dev.slipway.update.Updates;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks for a newer release, shows what is new, downloads its package; the system's installer does the rest. */
@Command(name = "update")
final class UpdateCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--check", descriptionKey = "cli.update.check")
    private boolean checkOnly;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    @Option(names = {"-y", "--yes"}, descriptionKey = "cli.option.yes")
    private boolean yes;

    UpdateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var updates = context.services().updates();
        var standing = updates.check();
        if (json) {
            return print(updates, standing);
        }
        return switch (standing) {
            case Standing.NoFeed _ -> {
                context.console().errorLine(context.text("update.no-feed", updates.own()));
                yield Failures.FAULT;
            }
            case Standing.UpToDate _ -> {
                context.say("update.newest", updates.own());
                yield Failures.DONE;
            }
            case Standing.Newer(var offer) -> newer(updates, offer);
        };
    }

    /** For scripts; nothing is downloaded. */
    private int print(Updates updates, Standing standing) {
        var object = Json.object().put("version", updates.own().text())
                .put("feed", updates.feedHost().orElse(null));
        switch (standing) {
            case Standing.NoFeed _ -> {
            }
            case Standing.UpToDate(var announced) -> object.put("announced", announced.text()).put("newer", false);
            case Standing.Newer(var offer) -> {
                object.put("announced", offer.version().text()).put("newer", true)
                        .put("date", offer.date().toString()).put("notes", offer.notes(context.texts().language()));
                offer.file().ifPresent(file -> object.putObject("file").put("url", file.address().toString())
                        .put("size", file.size()).put("sha256", file.sha256()));
            }
        }
        Json.print(context.console(), object);
        return switch (standing) {
            case Standing.NoFeed _ -> Failures.FAULT;
            case Standing.UpToDate _ -> Failures.DONE;
            case Standing.Newer _ -> Failures.NO;
        };
    }

    private int newer(Updates updates, Offer offer) throws FailureException, InterruptedException {
        context.say("update.newer", offer.version(), offer.date(), updates.own());
        context.console().line("");
        context.console().line(offer.notes(context.texts().language()));
        context.console().line("");
        if (offer.file().isEmpty()) {
            context.say("update.no-package");
            return Failures.NO;
        }
        if (checkOnly) {
            context.say("cli.update.how");
            return Failures.NO;
        }
        var size = Bytes.inWords(offer.file().get().size());
        if (!context.confirmed(yes, "cli.update.ask", size)) {
            return Failures.NO;
        }
        var file = downloaded(updates, offer, size);
        context.say("update.verified", file);
        updates.command(file).ifPresentOrElse(command -> context.say("cli.update.install", String.join(" ", command)),
                () -> context.say("update.unpack"));
        return Failures.DONE;
    }

    private Path downloaded(Updates updates, Offer offer, String size) throws FailureException, InterruptedException {
        var console = context.console();
        var last = new String[] {""};
        try {
            return updates.download(offer, bytes -> {
                var words = context.text("update.progress", Bytes.inWords(bytes), size);
                if (console.interactive() && !words.equals(last[0])) {
                    console.err().print("\r" + words + "   ");
                    console.err().flush();
                    last[0] = words;
                }
            });
        } finally {
            if (console.interactive()) {
                console.err().println();
            }
        }
    }
}
