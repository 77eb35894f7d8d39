package dev.slipway.engine;

/**
 * How far a build is.
 *
 * @param step the instruction under way, from 1; 0 before the first
 * @param steps how many there are; 0 while not known
 * @param instruction the Dockerfile's words for the step, such as {@code COPY a b}; empty before the first; untrusted
 * @param line the newest line of its log, without control characters; untrusted, at most 2,000 characters
 */
public record BuildProgress(int step, int steps, String instruction, String line) {
}
