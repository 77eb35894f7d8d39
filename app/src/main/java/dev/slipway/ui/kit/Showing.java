package dev.slipway.ui.kit;

import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** Whether someone can see a node, so that nothing is sampled or drawn for nobody. FX thread. */
public final class Showing {
    private Showing() {
    }

    /** True while the node is in a window that shows and is not minimised. */
    public static ObservableValue<Boolean> of(Node node) {
        var no = new SimpleBooleanProperty(false);
        return node.sceneProperty().flatMap(Scene::windowProperty)
                .flatMap(window -> window.showingProperty().flatMap(shown -> {
                    if (!shown) {
                        return no;
                    }
                    return window instanceof Stage stage ? stage.iconifiedProperty().map(hidden -> !hidden)
                            : window.showingProperty();
                }))
                .orElse(false);
    }
}
