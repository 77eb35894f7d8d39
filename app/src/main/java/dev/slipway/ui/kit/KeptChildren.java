package dev.slipway.ui.kit;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Changes of a pane's children that leave those alone which stay. A node that is taken out and put back closes its open
 * menu and loses the focus, which is what {@code getChildren().setAll} does to every one of them. FX thread.
 */
public final class KeptChildren {
    private KeptChildren() {
    }

    /** Makes these the children of the pane, in this order. */
    public static void set(Pane pane, List<? extends Node> wanted) {
        var children = pane.getChildren();
        children.retainAll(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            if (!children.contains(wanted.get(i))) {
                children.add(Math.min(i, children.size()), wanted.get(i));
            }
        }
        // Bringing one to the front changes the order only, and takes nothing out of the scene on the way.
        for (int i = 0; i < wanted.size(); i++) {
            if (children.get(i) != wanted.get(i)) {
                wanted.subList(i, wanted.size()).forEach(Node::toFront);
                return;
            }
        }
    }
}
