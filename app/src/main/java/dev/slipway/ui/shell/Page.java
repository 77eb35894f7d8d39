package dev.slipway.ui.shell;

import java.util.function.Supplier;
import javafx.scene.Node;

/**
 * A page of the window.
 *
 * @param place where it is found
 * @param view makes the page, once, when it is first shown
 * @param refresh what F5 does on it
 */
public record Page(Place place, Supplier<Node> view, Runnable refresh) {
    String id() {
        return place.id();
    }
}
