package dev.slipway.ui.settings;

import java.util.List;
import java.util.Optional;

/**
 * What the card of layers says, in words.
 *
 * @param rows the layers, newest first
 * @param empty why there are no rows; empty when there are some, or nobody has looked yet
 * @param busy what is under way
 * @param problem why the last try did not succeed
 * @param done what the last try came to
 */
record LayersState(List<Row> rows, Optional<String> empty, Optional<String> busy, Optional<String> problem,
        Optional<String> done) {
    static final LayersState NOTHING = new LayersState(List.of(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());

    /** Freezes the list. */
    LayersState {
        rows = List.copyOf(rows);
    }

    /**
     * One layer.
     *
     * @param tag its name on the engine
     * @param adds what it adds
     * @param about its base image, size, day and hash
     * @param use who uses it, and with that why it cannot be removed
     * @param removable whether nobody uses it
     */
    record Row(String tag, String adds, String about, String use, boolean removable) {
    }

    LayersState busyWith(String words) {
        return new LayersState(rows, empty, Optional.of(words), Optional.empty(), Optional.empty());
    }

    LayersState atRest(Optional<String> wrong) {
        return new LayersState(rows, empty, Optional.empty(), wrong, Optional.empty());
    }
}
