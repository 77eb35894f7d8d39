package dev.slipway.ui.kit;

import dev.slipway.base.FailureException;
import javafx.scene.Node;

/** Makes terminals for the dock, so that the page with the dock knows nothing of the terminal itself. */
public interface Terminals {
    /** A terminal in the session of this name, connecting at once. FX thread. */
    Pane open(String session);

    /** Opens the system's own terminal program in the session. Blocking. */
    void openOutside(String session) throws FailureException;

    /** A terminal that is open. FX thread. */
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
