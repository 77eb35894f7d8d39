package dev.slipway.ui.shell;

import dev.slipway.ui.kit.StackedBar;
import java.util.List;
import java.util.Optional;

/**
 * What the frame around the pages shows.
 *
 * @param simulated whether this is the tour
 * @param engine the engine in words
 * @param health the colour of the engine's dot
 * @param driver driver and CUDA in words
 * @param memory the first GPU's memory in words, once read
 * @param bar the same as a bar
 * @param cost Slipway's own CPU use in words, once measured
 * @param sessions how many environments run
 * @param findings how many problems and warnings the doctor has
 */
record ShellState(boolean simulated, String engine, Health health, String driver, Optional<String> memory,
        List<StackedBar.Part> bar, Optional<String> cost, int sessions, int findings) {

    /** How the engine is. */
    enum Health {
        LOOKING(""), GOOD("dot-good"), WARNING("dot-warning"), BAD("dot-bad");

        private final String styleClass;

        Health(String styleClass) {
            this.styleClass = styleClass;
        }

        /** The dot's style class, empty for grey. */
        String styleClass() {
            return styleClass;
        }
    }
}
