package dev.slipway.ui.machine;

import dev.slipway.base.Text;
import dev.slipway.machine.Machine;
import java.util.List;
import java.util.Optional;

/** What the catalogue and the rules say about a machine as a whole. Asked on a background thread. */
public interface Advisor {

    /** What is worth knowing about this machine, the most important first. */
    List<Advice> advice(Machine machine);

    /** The image to open a notebook with. */
    Optional<Suggestion> suggestion(Machine machine);

    /** A sentence and its reasons. */
    record Advice(Text title, Text detail) {
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

    /** Knows nothing. */
    static Advisor silent() {
        return new Advisor() {
            @Override
            public List<Advice> advice(Machine machine) {
                return List.of();
            }

            @Override
            public Optional<Suggestion> suggestion(Machine machine) {
                return Optional.empty();
            }
        };
    }
}
