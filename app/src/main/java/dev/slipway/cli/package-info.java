/**
 * The command line, one class a command, over the same core as the window. What a command prints for people goes
 * through {@link dev.slipway.cli.Console}, what it prints for programs through {@link dev.slipway.cli.Json}. Exit
 * codes: 0 done, 1 the answer is no, 2 wrong usage, 3 environment fault; {@code shell} ends with its command's own.
 */
package dev.slipway.cli;
