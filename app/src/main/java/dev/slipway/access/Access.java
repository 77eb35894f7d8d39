package dev.slipway.access;

/**
 * All ways in that other programs take.
 *
 * @param ssh SSH clients
 * @param editors editors that attach to containers
 * @param pages web pages
 */
public record Access(Ssh ssh, Editors editors, WebPages pages) {
}
