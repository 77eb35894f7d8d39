package dev.slipway.ui.shell;

import java.util.List;

/**
 * Where a page is found.
 *
 * @param id a stable name
 * @param icon its Feather icon
 */
public record Place(String id, String icon) {
    /** All places, in their order. */
    public static final List<Place> ALL = List.of(new Place("machine", "fth-cpu"), new Place("images", "fth-layers"),
            new Place("environments", "fth-box"), new Place("monitor", "fth-activity"),
            new Place("doctor", "fth-life-buoy"), new Place("settings", "fth-settings"),
            new Place("welcome", "fth-flag"));

    /** The key of its name. */
    String textKey() {
        return "shell.page." + id;
    }

    /** Whether it has a line in the navigation and a key; every page is in the palette. */
    boolean inNavigation() {
        return !id.equals("welcome");
    }

    /** Whether its line stands apart, below the others. */
    boolean atTheBottom() {
        return id.equals("settings");
    }
}
