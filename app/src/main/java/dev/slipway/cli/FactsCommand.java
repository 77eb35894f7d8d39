package dev.slipway.cli;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.catalog.FactsFile;
import dev.slipway.catalog.FactsStore;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the facts behind verdicts, and loads other ones. */
@Command(name = "facts")
final class FactsCommand implements Callable<Integer> {
    private final Context context;

    @ArgGroup
    private Change change;

    @Option(names = "--allow-unsigned", descriptionKey = "cli.facts.allow-unsigned")
    private boolean allowUnsigned;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    /** One or the other. */
    private static final class Change {
        @Option(names = "--load", paramLabel = "FILE", descriptionKey = "cli.facts.load")
        private String place;

        @Option(names = "--bundled", descriptionKey = "cli.facts.bundled")
        private boolean bundled;
    }

    FactsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        var store = context.services().facts();
        if (change != null && change.bundled) {
            store.forget();
        } else if (change != null && change.place != null && !loaded(store, change.place)) {
            return Failures.NO;
        }
        print(store.load());
        return Failures.DONE;
    }

    private boolean loaded(FactsStore store, String place) throws FailureException, InterruptedException {
        switch (store.fetch(place)) {
            case FactsFile.Signed signed -> store.keep(signed, place);
            case FactsFile.Unsigned unsigned -> {
                if (!agreed(unsigned, place)) {
                    return false;
                }
                store.keepUnsigned(unsigned, place);
            }
            case FactsFile.Refused(var why) -> throw new FailureException(new Failure.BadInput(why, ""));
        }
        return true;
    }

    private boolean agreed(FactsFile.Unsigned unsigned, String place) throws FailureException {
        if (!allowUnsigned && !context.console().interactive()) {
            throw new FailureException(new Failure.BadInput(Text.of("cli.facts.unsigned", place), ""));
        }
        return context.confirmed(allowUnsigned, "cli.facts.ask", unsigned.catalog().version().text(), place);
    }

    private void print(FactsStore.InUse inUse) {
        var catalog = inUse.catalog();
        var place = inUse.origin().map(FactsStore.Origin::place);
        var key = inUse.origin().flatMap(FactsStore.Origin::key);
        inUse.notice().ifPresent(notice -> context.console().errorLine(context.texts().of(notice)));
        if (json) {
            var object = Json.object().put("version", catalog.version().text())
                    .put("collected", catalog.collected().toString()).put("tags", catalog.entries().size())
                    .put("source", place.orElse("bundled"))
                    .put("loadedAt", inUse.origin().map(origin -> origin.loadedAt().toString()).orElse(null))
                    .put("signature", inUse.origin().isEmpty() ? "bundled" : key.isPresent() ? "signed" : "unsigned")
                    .put("key", key.orElse(null))
                    .put("ownKey", context.services().facts().hasOwnKey())
                    .put("notice", inUse.notice().map(context.texts()::of).orElse(null));
            Json.print(context.console(), object);
            return;
        }
        line("cli.facts.version", catalog.version().text());
        line("cli.facts.collected", catalog.collected().toString());
        line("cli.facts.tags", String.valueOf(catalog.entries().size()));
        line("cli.facts.source", place.map(Console::safe).orElseGet(() -> context.text("cli.facts.with-slipway")));
        inUse.origin().ifPresent(origin -> {
            line("cli.facts.loaded", origin.loadedAt().toString());
            line("cli.facts.signature", signature(key));
        });
        var keys = context.services().facts().keyNames();
        line("cli.facts.keys", keys.isEmpty() ? context.text("cli.facts.no-keys")
                : String.join(", ", keys.stream().map(Console::safe).toList()));
    }

    private String signature(Optional<String> key) {
        return key.map(name -> context.text("cli.facts.signed-by", Console.safe(name)))
                .orElseGet(() -> context.text("cli.facts.is-unsigned"));
    }

    private void line(String label, String value) {
        context.console().line(context.text(label) + ": " + value);
    }
}
