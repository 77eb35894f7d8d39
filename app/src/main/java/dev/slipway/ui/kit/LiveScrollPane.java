package dev.slipway.ui.kit;

import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;

/**
 * A scroll pane for what changes by itself. JavaFX keeps a picture of a scroll pane's content, to scroll it quickly,
 * and has to draw it anew whenever anything in it changes: for live graphs that is all of the drawing twice, and memory
 * for a second window. FX thread.
 */
public final class LiveScrollPane extends ScrollPane {
    @Override
    protected Skin<?> createDefaultSkin() {
        var skin = super.createDefaultSkin();
        getChildrenUnmodifiable().forEach(child -> child.setCache(false));
        return skin;
    }
}
