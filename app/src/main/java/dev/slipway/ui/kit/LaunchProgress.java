package dev.slipway.ui.kit;

import dev.slipway.base.Bytes;
import dev.slipway.base.Texts;
import dev.slipway.engine.PullProgress;
import dev.slipway.session.SessionState;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a launch is.
 *
 * @param fraction 0 to 1, or below 0 when not known
 * @param words bytes, rate and time left, or which step of how many
 */
public record LaunchProgress(double fraction, String words) {

    /** The progress of a launch, in words of one language. */
    public static LaunchProgress of(SessionState.Preparing launch, Texts texts) {
        // A step of a build says nothing of the time it takes: the bar shows that something goes on, the words what.
        return launch.build().map(build -> new LaunchProgress(-1, build.steps() == 0 ? texts.of(build.doing())
                : texts.of("sessions.build.step", build.step(), build.steps(), texts.of(build.doing()))))
                .orElseGet(() -> of(launch.step(), launch.pull(), texts));
    }

    /** The progress of a step, in words of one language. */
    public static LaunchProgress of(SessionState.Step step, Optional<PullProgress> pull, Texts texts) {
        if (pull.isEmpty()) {
            return new LaunchProgress(-1, texts.of("sessions.step.number", step.ordinal() + 1,
                    SessionState.Step.values().length));
        }
        var now = pull.get();
        double share = now.bytesTotal() > 0 ? (double) now.bytesDone() / now.bytesTotal() : -1;
        return switch (now.phase()) {
            case RESOLVING -> new LaunchProgress(-1, texts.of("sessions.pull.resolving"));
            case DOWNLOADING -> new LaunchProgress(share, downloading(now, texts));
            case EXTRACTING -> new LaunchProgress(now.layers() > 0 ? (double) now.layersDone() / now.layers() : -1,
                    texts.of("sessions.pull.extracting", now.layersDone(), now.layers()));
            case DONE -> new LaunchProgress(1, texts.of("sessions.pull.done"));
        };
    }

    private static String downloading(PullProgress now, Texts texts) {
        var words = new StringBuilder(now.bytesTotal() > 0
                ? texts.of("sessions.pull.bytes", Bytes.inWords(now.bytesDone()), Bytes.inWords(now.bytesTotal()))
                : texts.of("sessions.pull.layers", now.layersDone(), now.layers()));
        if (now.bytesPerSecond() >= 1) {
            words.append(" · ").append(Bytes.perSecond(now.bytesPerSecond()));
        }
        if (now.secondsLeft() >= 0) {
            words.append(" · ").append(texts.of("sessions.pull.left",
                    new Formats(texts).duration(Duration.ofSeconds(now.secondsLeft()))));
        }
        return words.toString();
    }
}
