package dev.slipway.ui.welcome;

import dev.slipway.base.Background;
import dev.slipway.base.Outcome;
import dev.slipway.doctor.Finding;
import dev.slipway.setup.FixRun;
import dev.slipway.setup.Part;
import dev.slipway.setup.Rights;
import java.util.Optional;

/** The commands that run at the user's click: one fix at a time. FX thread. */
final class FixModel {
    private static final int MOST_OUTPUT = 12_000;

    private final WelcomeServices services;
    private final Runnable changed;
    private Optional<Part.Topic> topic = Optional.empty();
    private Optional<WelcomeState.Run> run = Optional.empty();
    private Background.Task task = () -> {
    };
    private String output = "";
    private boolean stopping;

    /** No run yet; {@code changed} is called at every change. */
    FixModel(WelcomeServices services, Runnable changed) {
        this.services = services;
        this.changed = changed;
    }

    /** The run of a part's commands that goes on or was the last. */
    Optional<WelcomeState.Run> of(Part.Topic wanted) {
        return topic.filter(wanted::equals).flatMap(_ -> run);
    }

    boolean going() {
        return run.filter(WelcomeState.Run::going).isPresent();
    }

    /** Runs the commands that stand beside the button, then has the doctor look anew. */
    void start(Part.Topic part, Finding.Fix fix, Rights rights) {
        if (going() || rights.why(fix).isPresent()) {
            return;
        }
        topic = Optional.of(part);
        output = "";
        stopping = false;
        show(true, false, services.texts().of("welcome.run.begins"));
        task = services.background().run("set up " + part, () -> services.fixes().run(fix, rights, word ->
                services.fx().post(() -> hear(word))), outcome -> services.fx().post(() -> ended(outcome)));
    }

    private void hear(FixRun.Word word) {
        switch (word) {
            case FixRun.Word.Begins(int number, int of, String line) -> {
                output = output + (output.isEmpty() || output.endsWith("\n") ? "" : "\n") + "$ " + line + "\n";
                show(true, false, services.texts().of("welcome.run.command", number, of));
            }
            case FixRun.Word.Says(String text) -> {
                output = ConsoleText.shown(output, text, MOST_OUTPUT);
                run.ifPresent(now -> show(now.going(), now.good(), now.words()));
            }
        }
    }

    private void ended(Outcome<FixRun.End> outcome) {
        var texts = services.texts();
        switch (outcome) {
            case Outcome.Done<FixRun.End>(var end) -> show(false, end instanceof FixRun.End.Done, switch (end) {
                case FixRun.End.Done() -> texts.of("welcome.run.done");
                case FixRun.End.Refused(var line) -> texts.of("welcome.run.refused", line);
                case FixRun.End.CannotAsk(var line) -> texts.of("welcome.run.cannot-ask", line);
                case FixRun.End.Failed(var line, int exit) -> texts.of("welcome.run.failed", line, exit);
                case FixRun.End.NotThere(var program) -> texts.of("welcome.run.not-there", program);
                case FixRun.End.Stopped(boolean goesOn) ->
                        texts.of(goesOn ? "welcome.run.stopped.goes-on" : "welcome.run.stopped");
            });
            case Outcome.Failed<FixRun.End>(var failure) -> show(false, false, texts.of(failure.title()));
        }
        services.look().run();
    }

    /** Shows no more how the last run ended: what is found now may be another matter. */
    void forget() {
        if (!going()) {
            topic = Optional.empty();
            run = Optional.empty();
            changed.run();
        }
    }

    /** Starts no further command, and ends the one under way where that is this user's to end. */
    void stop() {
        if (going() && !stopping) {
            stopping = true;
            show(true, false, services.texts().of("welcome.run.stopping"));
            task.cancel();
        }
    }

    private void show(boolean going, boolean good, String words) {
        run = Optional.of(new WelcomeState.Run(going, good, words, output));
        changed.run();
    }
}
