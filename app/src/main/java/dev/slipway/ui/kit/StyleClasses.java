package dev.slipway.ui.kit;

import java.util.List;
import javafx.css.Styleable;

/** Changes of style classes. FX thread. */
public final class StyleClasses {
    private StyleClasses() {
    }

    /**
     * Makes these the only classes of a node. A node styles itself anew at every assignment, even of the same classes,
     * which would be most of what a window at rest costs; so nothing is assigned that is there already.
     */
    public static void set(Styleable node, String... classes) {
        var wanted = List.of(classes);
        if (!node.getStyleClass().equals(wanted)) {
            node.getStyleClass().setAll(wanted);
        }
    }
}
