/**
 * Newer releases of Slipway: what the signed feed of this build's maker announces, the download of a package, and its
 * way to the system's own installer. Nothing here installs anything, and nothing is asked of the network unless a
 * caller says so.
 */
package dev.slipway.update;
