package dev.slipway.ui.launch;

/** How the name in a file from elsewhere meets the names that are in use. */
enum Clash {
    /** The name is free, or the user has decided. */
    NONE,
    /** The very same environment is kept already. */
    SAME,
    /** Another environment of that name is kept. */
    SAVED,
    /** A session of that name is there, which is not replaced. */
    SESSION
}
