package dev.slipway.ui.catalog;

/** Why the table is empty, so that it can say what to do. */
enum Emptiness {
    /** It is being filled. */
    JUDGING,
    /** Nothing in the list passes the filter. */
    NO_MATCH,
    /** Nothing in the list runs on this machine. */
    NOTHING_RUNS,
    /** It could not be filled. */
    FAILED
}
