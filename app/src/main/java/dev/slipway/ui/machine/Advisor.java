package dev.slipway.ui.machine;

import dev.slipway.base.Text;
import dev.slipway.machine.Machine;
import java.util.List;
import java.util.Optional;

/** What the catalogue and the rules say about a machine as a whole. Asked on a background thread. */
@FunctionalInterface
public interface Advisor {

    /** Knows nothing. */
    Answer NOTHING = new Answer(List.of(), Optional.empty(), List.of(), Pulled.NONE);

    /** What is worth knowing about this machine, and what to begin with. Blocking. */
    Answer about(Machine machine) throws InterruptedException;

    /**
     * An answer.
     *
     * @param advice the most important first
     * @param suggestion the image to open a notebook with
     * @param lastBranchFor names of the architectures that newer driver branches than the one in use leave out
     * @param pulled what the engine holds
     */
    record Answer(List<Advice> advice, Optional<Suggestion> suggestion, List<String> lastBranchFor, Pulled pulled) {
        /** Freezes the lists. */
        public Answer {
            advice = List.copyOf(advice);
            lastBranchFor = List.copyOf(lastBranchFor);
        }
    }

    /** Images on the engine and the sum of their sizes; they take less where they share layers. */
    record Pulled(int images, long bytes) {
        /** No image, or none known. */
        public static final Pulled NONE = new Pulled(0, 0);
    }

    /** A sentence and its reasons; {@code ofImages} when the table of images shows what it is about. */
    record Advice(Text title, Text detail, boolean ofImages) {
    }

    /**
     * An image to start with.
     *
     * @param image its reference
     * @param label its name in few words: "PyTorch 2.14 · CUDA 13.0", or "pytorch-notebook · CUDA 13.0" where the
     *     version inside is not known
     * @param gpu the short name of the GPU it is for
     */
    record Suggestion(String image, String label, String gpu) {
    }
}
