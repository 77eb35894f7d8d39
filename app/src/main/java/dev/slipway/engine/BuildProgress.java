package dev.slipway.engine;

/**
 * How far a build is.
 *
 * @param step the instruction under way, from 1; 0 before the first
 * @param steps how many there are; 0 while not known
 * @param line the newest line of its log, without control characters; untrusted, at most 2,000 characters
 */
public record BuildProgress(int step, int steps, String line) {
    /** Before anything was said. */
    public static final BuildProgress NOTHING = new BuildProgress(0, 0, "");
}
