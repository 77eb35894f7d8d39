package dev.slipway.ui.machine;

import dev.slipway.ui.kit.GraphFrame;
import dev.slipway.ui.kit.Legend;
import dev.slipway.ui.kit.StackedBar;
import java.util.List;
import java.util.Optional;

/**
 * What the page of this machine shows, in words.
 *
 * @param subtitle system, cores, memory and disk
 * @param looking what is still being looked for; empty when all is known
 * @param cards one card a GPU
 * @param nothing what stands in the place of the cards when there is no GPU
 * @param notices what the user should know, the most important first
 * @param driver the driver's card
 * @param engine the engine's card
 * @param next what to do next, once a suggestion is there
 */
record MachineState(String subtitle, String looking, List<Card> cards, Optional<Notice> nothing, List<Notice> notices,
        Fact driver, Fact engine, Optional<Next> next) {

    /**
     * A GPU.
     *
     * @param uuid which
     * @param name its name
     * @param pill its index in words
     * @param kind architecture and compute capability
     * @param used the number of GiB in use
     * @param total what follows the number
     * @param parts who uses it; empty when that cannot be known
     * @param legend the same in words
     * @param graph the last minutes, once there are samples
     * @param readings utilisation, temperature and power in words
     * @param note why it cannot run CUDA images; empty when it can
     */
    record Card(String uuid, String name, String pill, String kind, String used, String total,
            Optional<List<StackedBar.Part>> parts, List<Legend.Item> legend, Optional<GraphFrame> graph,
            List<String> readings, String note) {
    }

    /** A card with a label, a value and a line of detail; {@code dot} is a style class or empty. */
    record Fact(String label, String value, String detail, String dot) {
    }

    /** Something to know, with what can be done about it. */
    record Notice(Weight weight, String title, String detail, List<Door> doors) {
    }

    /** How much a notice matters. */
    enum Weight {
        CALM, CAVEAT, PROBLEM
    }

    /** Where a notice's buttons lead. */
    enum Door {
        IMAGES("machine.door.images"), DOCTOR("machine.door.doctor"), TOUR("machine.door.tour");

        private final String textKey;

        Door(String textKey) {
            this.textKey = textKey;
        }

        /** The button's text. */
        String textKey() {
            return textKey;
        }
    }

    /** The next step: what it is for, and its button, which starts {@code image}. */
    record Next(String title, String button, String image) {
    }
}
