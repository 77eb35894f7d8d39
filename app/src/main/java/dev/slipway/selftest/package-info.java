/**
 * The proof that the GPUs of a session work: a script that the image's own Python runs once inside, what it measured,
 * and what that proves. Results are kept, so that two can stand side by side.
 */
package dev.slipway.selftest;
