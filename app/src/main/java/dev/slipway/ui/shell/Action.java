package dev.slipway.ui.shell;

/** Something the palette can do beside going to a page: its words, its icon and what happens. */
public record Action(String textKey, String icon, Runnable run) {
}
