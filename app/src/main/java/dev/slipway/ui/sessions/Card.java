package dev.slipway.ui.sessions;

import dev.slipway.base.Failure;
import dev.slipway.base.Texts;
import dev.slipway.environment.Environment;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.ui.kit.Formats;
import dev.slipway.ui.kit.ImageName;
import dev.slipway.ui.kit.LaunchProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One environment on the page, in words.
 *
 * @param environment what it is
 * @param kind which buttons it has
 * @param image short: "pytorch 2.14.0 · CUDA 13.0"
 * @param state "Running · 2 h 14 min"
 * @param colour the session's colour, -1 for one that is not running
 * @param memory GPU memory it holds, or a dash
 * @param progress how far a launch is
 * @param trouble what went wrong
 * @param jupyter whether it has a Jupyter server
 * @param cancellable whether this window can cancel its launch
 */
record Card(Environment environment, Kind kind, String image, String state, int colour, String memory,
        Optional<LaunchProgress> progress, Optional<Trouble> trouble, boolean jupyter, boolean cancellable) {

    /** What a card can be. */
    enum Kind {
        PREPARING, RUNNING, UNPROVEN, STOPPING, STOPPED, BROKEN, FAILED, SAVED, UNREADABLE
    }

    /**
     * What went wrong: a sentence, what to do, the foreign words, what Slipway can do about it, and the registry that
     * wants a login.
     */
    record Trouble(String title, String advice, String detail, Optional<Failure.Fix> fix, Optional<String> registry) {
    }

    /** The card of a session. */
    static Card of(Session session, long memoryBytes, Optional<Failure> failed, boolean cancellable, Instant now,
            Texts texts) {
        var formats = new Formats(texts);
        var name = ImageName.inShort(session.environment().image());
        var memory = memoryBytes > 0 ? Formats.gib(memoryBytes) : Formats.NONE;
        var trouble = failed.map(failure -> trouble(failure, texts));
        var plain = new Card(session.environment(), Kind.STOPPING, name, "", session.colour(), memory,
                Optional.empty(), trouble, session.jupyterPort().isPresent(), cancellable);
        return switch (session.state()) {
            case SessionState.Preparing launch ->
                    plain.as(Kind.PREPARING, texts.of(launch.step().text())).with(LaunchProgress.of(launch, texts));
            case SessionState.Running(var since, var proof) -> proof.orElse(true)
                    ? plain.as(Kind.RUNNING, texts.of("sessions.state.running",
                            formats.duration(Duration.between(since, now))))
                    : plain.as(Kind.UNPROVEN, texts.of("sessions.state.gpu-not-seen"));
            case SessionState.Stopping() -> plain.as(Kind.STOPPING, texts.of("sessions.state.stopping"));
            case SessionState.Stopped(var since, var exitCode, var outOfMemory) -> {
                boolean bad = outOfMemory || exitCode.filter(code -> code != 0 && code != 143 && code != 137)
                        .isPresent();
                var what = outOfMemory ? texts.of("sessions.state.out-of-memory")
                        : bad ? texts.of("sessions.state.ended", exitCode.orElse(0))
                        : texts.of("sessions.state.stopped");
                yield plain.as(bad ? Kind.BROKEN : Kind.STOPPED, since.map(moment ->
                        texts.of("sessions.state.since", what, formats.ago(moment, now))).orElse(what));
            }
            case SessionState.Failed(var failure, var step) -> plain
                    .as(Kind.FAILED, texts.of("sessions.state.failed", texts.of(step.text())))
                    .with(trouble(failure, texts));
        };
    }

    /** The card of an environment that is kept and has no session. */
    static Card saved(Environment environment, Optional<Failure> failed, Texts texts) {
        return new Card(environment, Kind.SAVED, ImageName.inShort(environment.image()),
                texts.of("sessions.state.saved"), -1, Formats.NONE, Optional.empty(),
                failed.map(failure -> trouble(failure, texts)), environment.jupyter(), false);
    }

    /** The card of a file that is wrong. */
    static Card unreadable(String name, Failure failure, Texts texts) {
        var nothing = new Environment(name, "", new Environment.GpuChoice.None(), Optional.empty(), false,
                Optional.empty(), Optional.empty());
        return new Card(nothing, Kind.UNREADABLE, "", texts.of("sessions.state.unreadable"), -1, Formats.NONE,
                Optional.empty(), Optional.of(trouble(failure, texts)), false, false);
    }

    private Card as(Kind newKind, String newState) {
        return new Card(environment, newKind, image, newState, colour, memory, progress, trouble, jupyter,
                cancellable);
    }

    private Card with(LaunchProgress newProgress) {
        return new Card(environment, kind, image, state, colour, memory, Optional.of(newProgress), trouble, jupyter,
                cancellable);
    }

    private Card with(Trouble newTrouble) {
        return new Card(environment, kind, image, state, colour, memory, progress, Optional.of(newTrouble), jupyter,
                cancellable);
    }

    static Trouble trouble(Failure failure, Texts texts) {
        return new Trouble(texts.of(failure.title()), texts.of(failure.advice()), failure.detail(), failure.fix(),
                failure instanceof Failure.LoginNeeded needed ? Optional.of(needed.registry()) : Optional.empty());
    }

    /** The name of the environment. */
    String name() {
        return environment.name();
    }

    /** Whether its container runs. */
    boolean up() {
        return kind == Kind.RUNNING || kind == Kind.UNPROVEN;
    }

    boolean stopping() {
        return kind == Kind.STOPPING;
    }

    boolean startable() {
        return kind == Kind.STOPPED || kind == Kind.BROKEN || kind == Kind.SAVED;
    }

    /** Whether it has, or lately had, a container whose GPU memory was watched. */
    boolean measured() {
        return up() || kind == Kind.STOPPING || kind == Kind.STOPPED || kind == Kind.BROKEN;
    }

    /** Whether there is GPU memory of it to be named. */
    boolean holdsMemory() {
        return up() && !memory.equals(Formats.NONE);
    }

    /** Whether there is more to do with it than a button says. */
    boolean hasMenu() {
        return kind != Kind.PREPARING && kind != Kind.FAILED;
    }

    boolean hasLog() {
        return kind != Kind.SAVED && kind != Kind.UNREADABLE;
    }

    /** The style class of the dot before the name. */
    String dot() {
        return switch (kind) {
            case RUNNING -> "dot-good";
            case PREPARING, STOPPING, UNPROVEN -> "dot-warning";
            case FAILED, BROKEN, UNREADABLE -> "dot-bad";
            case STOPPED, SAVED -> "dot-off";
        };
    }

    /** The key of the words on the button for a fix. */
    static String fixKey(Failure.Fix fix) {
        return "sessions.fix." + fix.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
