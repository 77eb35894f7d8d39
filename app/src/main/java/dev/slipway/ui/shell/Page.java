package dev.slipway.ui.shell;

import java.util.function.Supplier;
import javafx.scene.Node;

/**
 * A page of the window.
 *
 * @param id a stable name: "machine", "images", "environments", "monitor", "doctor", "settings" (which sits at the
 *     bottom), "welcome" (which is not in the navigation)
 * @param textKey its name in the navigation
 * @param icon its Feather icon
 * @param view makes the page, once, when it is first shown
 * @param refresh what F5 does on it
 */
public record Page(String id, String textKey, String icon, Supplier<Node> view, Runnable refresh) {
    /** Whether it has a line in the navigation and a key; every page is in the palette. */
    boolean inNavigation() {
        return !id.equals("welcome");
    }
}
