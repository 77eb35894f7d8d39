package dev.slipway.ui.kit;

/**
 * A short word on a session's card that leads somewhere, such as "2 jobs run".
 *
 * @param words what it says
 * @param open where it leads; FX thread, returns at once
 */
public record SessionNote(String words, Runnable open) {
}
