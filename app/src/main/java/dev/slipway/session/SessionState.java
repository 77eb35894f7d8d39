package dev.slipway.session;

import dev.slipway.base.Failure;
import dev.slipway.base.Text;
import dev.slipway.engine.PullProgress;
import dev.slipway.layer.LayerProgress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a session is doing. Only the engine's word makes a session Running or Stopped, never a click. */
public sealed interface SessionState {
    /**
     * A launch is under way.
     *
     * @param pull how far the download of its image is, while it is under way
     * @param build how far the build of its layer is, while it is under way
     */
    record Preparing(Step step, Optional<PullProgress> pull, Optional<LayerProgress> build) implements SessionState {
        /** A step that builds nothing. */
        public Preparing(Step step, Optional<PullProgress> pull) {
            this(step, pull, Optional.empty());
        }
    }

    /**
     * The container runs.
     *
     * @param since when it was started
     * @param gpuProof whether the GPUs were seen inside; empty when none was asked for or while not yet looked
     */
    record Running(Instant since, Optional<Boolean> gpuProof) implements SessionState {
    }

    /** A stop was asked for and the container still runs. */
    record Stopping() implements SessionState {
    }

    /** The container exists and does not run. */
    record Stopped(Optional<Instant> since, Optional<Integer> exitCode, boolean outOfMemory) implements SessionState {
    }

    /** A launch failed; what it made has been removed. Kept until the user dismisses it. */
    record Failed(Failure failure, Step step) implements SessionState {
    }

    /** Steps of a launch, in order. */
    enum Step {
        ENGINE, GPU_ACCESS, IMAGE, LAYER, PORTS, CREATE, START, GPU_PROOF, JUPYTER;

        /** The step in words. */
        public Text text() {
            return Text.of("sessions.step." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
