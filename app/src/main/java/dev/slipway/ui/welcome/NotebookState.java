package dev.slipway.ui.welcome;

import dev.slipway.ui.kit.LaunchProgress;
import java.util.Optional;

/**
 * The first notebook, in words.
 *
 * @param kind how far it is
 * @param title which image on which GPU
 * @param detail what a click does, or why there is nothing to click
 * @param image the image's reference
 * @param progress how far a launch is
 * @param trouble what went wrong; empty when nothing did
 */
record NotebookState(Kind kind, String title, String detail, String image, Optional<LaunchProgress> progress,
        String trouble) {

    /** How far it is. */
    enum Kind {
        /** It is not known yet which image is best. */
        LOOKING,
        /** No image of the table with Jupyter runs on a GPU here. */
        NONE,
        /** Something that it needs is missing. */
        BLOCKED,
        /** One click starts it. */
        READY,
        /** It is being started. */
        LAUNCHING,
        /** It runs; its Jupyter is about to open. */
        OPENING,
        /** It runs. */
        UP
    }
}
