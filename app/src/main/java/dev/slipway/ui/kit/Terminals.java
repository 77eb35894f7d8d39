package dev.slipway.ui.kit;

import javafx.scene.Node;

/** Makes terminals for the dock, so that the page with the dock knows nothing of the terminal itself. FX thread. */
@FunctionalInterface
public interface Terminals {
    /** A terminal in the session of this name, connecting at once. */
    Pane open(String session);

    /** A terminal that is open. */
    interface Pane extends AutoCloseable {
        /** What to show. */
        Node node();

        /** Puts the keyboard into it. */
        void focus();

        /** Hangs up. */
        @Override
        void close();
    }
}
