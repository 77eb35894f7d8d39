package dev.slipway.ui.kit;

import java.util.LinkedHashMap;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;
import javafx.scene.layout.Region;

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

    /**
     * Changes what is in the content, while the first child that can be seen and stays keeps its place in the view. A
     * view that is at its top stays there, so that what comes is seen.
     */
    public void keepInView(Runnable change) {
        if (getVvalue() <= getVmin() || !(getContent() instanceof Region content)) {
            change.run();
            return;
        }
        double hidden = getVvalue() * hideable(content);
        var places = new LinkedHashMap<Node, Double>();
        content.getChildrenUnmodifiable().stream().filter(child -> child.getBoundsInParent().getMaxY() > hidden)
                .forEach(child -> places.put(child, child.getBoundsInParent().getMinY()));
        change.run();
        places.keySet().retainAll(content.getChildrenUnmodifiable());
        if (!places.isEmpty()) {
            applyCss();
            layout();
            var first = places.firstEntry();
            double moved = first.getKey().getBoundsInParent().getMinY() - first.getValue();
            setVvalue(Math.clamp((hidden + moved) / Math.max(1, hideable(content)), 0, 1));
        }
    }

    /** How much of the content is above and below the view together. */
    private double hideable(Region content) {
        return Math.max(0, content.getHeight() - getViewportBounds().getHeight());
    }
}
