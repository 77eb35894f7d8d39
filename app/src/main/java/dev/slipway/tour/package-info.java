/**
 * A simulated machine for the tour, for the interface's tests and for pictures: two GPUs, three sessions, moving
 * values. Everything it gives is marked as simulated; only {@code Wiring} and tests name this package.
 */
package dev.slipway.tour;
