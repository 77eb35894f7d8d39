package dev.slipway.cli;

import ch.qos.logback.core.spi.LifeCycle;
import dev.slipway.base.Bytes;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Installation;
import dev.slipway.base.UserData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes this user's data after a yes. The program itself is removed by what installed it, which is said. */
@Command(name = "uninstall")
final class UninstallCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--purge-data", descriptionKey = "cli.uninstall.purge-data")
    private boolean purgeData;

    @Option(names = {"-y", "--yes"}, descriptionKey = "cli.option.yes")
    private boolean yes;

    UninstallCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException {
        var data = context.services().userData();
        var found = found(data);
        if (!purgeData) {
            howToRemove();
            if (!found.isEmpty()) {
                context.say("cli.uninstall.data");
                list(found);
                context.say("cli.uninstall.data.how");
            }
            return Failures.DONE;
        }
        if (found.isEmpty()) {
            context.say("cli.uninstall.no-data");
            howToRemove();
            return Failures.DONE;
        }
        context.say("cli.uninstall.data");
        list(found);
        context.say("cli.uninstall.stays");
        if (!context.confirmed(yes, "cli.uninstall.question")) {
            context.say("cli.uninstall.kept");
            return Failures.NO;
        }
        // Windows removes no file that is open, and the log is.
        if (LoggerFactory.getILoggerFactory() instanceof LifeCycle log) {
            log.stop();
        }
        for (var one : found) {
            remove(data, one);
        }
        context.say("cli.uninstall.done");
        howToRemove();
        return Failures.DONE;
    }

    private List<UserData.Found> found(UserData data) throws FailureException {
        try {
            return data.found();
        } catch (IOException e) {
            throw new FailureException(Failures.unreadable(e), e);
        }
    }

    private void remove(UserData data, UserData.Found one) throws FailureException {
        try {
            data.remove(one);
        } catch (IOException e) {
            var detail = String.valueOf(e.getMessage());
            throw new FailureException(new Failure.PermissionDenied(one.path().toString(), detail), e);
        }
    }

    private void list(List<UserData.Found> found) {
        for (var one : found) {
            context.say(one.files() == 1 ? "cli.uninstall.place.one" : "cli.uninstall.place.other",
                    one.path().toString(), one.files(), Bytes.inWords(one.bytes()));
        }
    }

    private void howToRemove() {
        var installation = Installation.ofThisProgram();
        var folder = installation.folder().map(Path::toString).orElse("");
        switch (installation.kind()) {
            case DEB -> context.say("cli.uninstall.deb");
            case RPM -> context.say("cli.uninstall.rpm");
            case PORTABLE, BUILD -> context.say(folder.isEmpty() ? "cli.uninstall.folder-unknown"
                    : "cli.uninstall.folder", folder);
            case WINDOWS -> context.say("cli.uninstall.windows");
            case MAC -> context.say("cli.uninstall.mac", folder);
        }
    }
}
