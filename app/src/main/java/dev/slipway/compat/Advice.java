package dev.slipway.compat;

import dev.slipway.base.Text;

/**
 * Something to know or do about a machine.
 *
 * @param kind what it is about
 * @param title one sentence
 * @param detail one or two more: why, and what to do
 */
public record Advice(Kind kind, Text title, Text detail) {

    /** What an advice is about, the most pressing first. */
    public enum Kind {
        NO_GPU, NO_DRIVER, NO_ENGINE, NO_GPU_ACCESS, DRIVER_TOO_OLD, NO_BUILD, OLD_GPU, NEW_GPU, LAST_DRIVER_BRANCH
    }
}
