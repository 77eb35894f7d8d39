package dev.slipway.cli;

import dev.slipway.base.Bytes;
import dev.slipway.engine.PullProgress;
import dev.slipway.layer.LayerProgress;
import dev.slipway.session.SessionState;

/**
 * How far a launch or a test is, on the error stream: one line that changes on a terminal, one line a step
 * elsewhere. Any thread.
 */
final class ProgressLine {
    private final Context context;
    private String last = "";
    private SessionState.Step lastStep;

    ProgressLine(Context context) {
        this.context = context;
    }

    synchronized void show(SessionState state) {
        if (!(state instanceof SessionState.Preparing(var step, var pull, var build))) {
            return;
        }
        if (!context.console().interactive()) {
            if (step != lastStep) {
                lastStep = step;
                context.console().errorLine(context.texts().of(step.text()));
            }
            return;
        }
        put(context.texts().of(step.text()) + pull.map(progress -> "  " + words(progress))
                .or(() -> build.filter(progress -> progress.steps() > 0).map(progress -> "  " + words(progress)))
                .orElse(" …"));
    }

    /** Shows what is going on. */
    synchronized void show(String words) {
        if (context.console().interactive()) {
            put(words + " …");
        } else {
            context.console().errorLine(words);
        }
    }

    private void put(String words) {
        if (!words.equals(last)) {
            context.console().err().print("\r" + Console.safe(words)
                    + " ".repeat(Math.max(0, Columns.width(last) - Columns.width(words))));
            context.console().err().flush();
            last = words;
        }
    }

    /** Wipes the line, so that what follows starts at its place. */
    synchronized void clear() {
        if (!last.isEmpty()) {
            context.console().err().print("\r" + " ".repeat(Columns.width(last)) + "\r");
            context.console().err().flush();
            last = "";
        }
    }

    private String words(LayerProgress progress) {
        return context.text("cli.build.step", progress.step(), progress.steps(),
                context.texts().of(progress.doing()));
    }

    private String words(PullProgress progress) {
        var words = new StringBuilder(context.text("cli.pull.layers", progress.layersDone(), progress.layers()));
        if (progress.bytesTotal() > 0) {
            words.append("  ").append(context.text("cli.watch.of", Bytes.inWords(progress.bytesDone()),
                    Bytes.inWords(progress.bytesTotal())));
        }
        if (progress.bytesPerSecond() >= 1) {
            words.append("  ").append(Bytes.perSecond(progress.bytesPerSecond()));
        }
        if (progress.secondsLeft() >= 0) {
            words.append("  ").append(context.text("cli.pull.left", progress.secondsLeft() / 60,
                    progress.secondsLeft() % 60));
        }
        return words.toString();
    }
}
