package dev.slipway.ui.kit;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** Parts of a page that are there or not, and can be used or not: a part that is not there takes no room. FX thread. */
public final class Presence {
    private static final Object WAITED_FOR = new Object();

    private Presence() {
    }

    /** Shows a part, or takes it out of the layout. */
    public static void set(Node part, boolean present) {
        part.setVisible(present);
        part.setManaged(present);
    }

    /**
     * Makes a part unusable for a while. The keyboard's focus waits for it, unless the user takes it elsewhere: JavaFX
     * would pass it on to the next part, and whoever presses the space bar again would press that one.
     */
    public static void pause(Node part, boolean paused) {
        var scene = part.getScene();
        if (paused && part.isFocused() && scene != null) {
            part.getProperties().put(WAITED_FOR, true);
            scene.getRoot().requestFocus();
        }
        part.setDisable(paused);
        if (!paused && part.getProperties().remove(WAITED_FOR) != null && scene != null && scene.getRoot().isFocused()) {
            part.requestFocus();
        }
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
