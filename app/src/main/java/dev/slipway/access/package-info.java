/**
 * Ways into a session that other programs take: SSH clients, editors, web pages. Stands on session; the window and the
 * command line stand on it.
 */
package dev.slipway.access;
