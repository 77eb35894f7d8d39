package dev.slipway.machine;

import dev.slipway.engine.Engines.Found;
import java.util.List;
import java.util.Optional;

/** Which of several engines to use. */
final class EngineChoice {
    private EngineChoice() {
    }

    /**
     * The user's choice if it answers, else the first that answers and gives GPUs to containers, else the first that
     * answers.
     *
     * @param found what was found, best address first
     * @param chosen the address that the user chose, if any
     */
    static Optional<Found> of(List<Found> found, Optional<String> chosen) {
        var answering = found.stream().filter(one -> one.info().isPresent()).toList();
        return answering.stream().filter(one -> chosen.equals(Optional.of(one.endpoint().uri().toString()))).findFirst()
                .or(() -> answering.stream().filter(one -> !one.info().get().gpuAccess().isEmpty()).findFirst())
                .or(() -> answering.stream().findFirst());
    }
}
