package dev.slipway.ui.kit;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** Parts of a page that are there or not: a part that is not takes no room. FX thread. */
public final class Presence {
    private Presence() {
    }

    /** Shows a part, or takes it out of the layout. */
    public static void set(Node part, boolean present) {
        part.setVisible(present);
        part.setManaged(present);
    }

    /** Shows a label with these words, or takes it out of the layout where there are none. */
    public static void say(Label label, String words) {
        set(label, !words.isEmpty());
        label.setText(words);
    }

    /** Shows a label with these words, or takes it out of the layout where there are none. */
    public static void say(Label label, Optional<String> words) {
        say(label, words.orElse(""));
    }
}
