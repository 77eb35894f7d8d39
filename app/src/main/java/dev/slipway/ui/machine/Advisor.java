package dev.slipway.ui.machine;

import dev.slipway.base.Text;
import dev.slipway.machine.Machine;
import java.util.List;
import java.util.Optional;

/** What the catalogue and the rules say about a machine as a whole. Asked on a background thread. */
@FunctionalInterface
public interface Advisor {

    /** Knows nothing. */
    Answer NOTHING = new Answer(List.of(), Optional.empty());

    /** What is worth knowing about this machine, and what to begin with. Blocking. */
    Answer about(Machine machine) throws InterruptedException;

    /**
     * An answer.
     *
     * @param advice the most important first
     * @param suggestion the image to open a notebook with
     */
    record Answer(List<Advice> advice, Optional<Suggestion> suggestion) {
        /** Freezes the list. */
        public Answer {
            advice = List.copyOf(advice);
        }
    }

    /** A sentence and its reasons; {@code ofImages} when the table of images shows what it is about. */
    record Advice(Text title, Text detail, boolean ofImages) {
    }

    /**
     * An image to start with.
     *
     * @param image its reference
     * @param label its name in few words: "PyTorch 2.14 · CUDA 13.0"
     * @param gpu the short name of the GPU it is for
     */
    record Suggestion(String image, String label, String gpu) {
    }
}
