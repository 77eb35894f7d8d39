/**
 * The entry points and the one composition root.
 *
 * <p>The packages below look downwards only: base; then gpu, catalog, settings, update, engine; then machine (host,
 * GPUs and engine together, so that verdicts and the Doctor ask one record); then compat, environment, layer, session,
 * then what goes on inside one (job, selftest), doctor, setup; then cli and the screens; then the shell; then this
 * package.
 * {@code base.Reading} stands below {@code gpu}, since engines have values that may be missing too. {@code tour}
 * simulates machine, sessions and use behind the same interfaces; nothing but this package and tests names it. {@code
 * ArchitectureTest} holds all of this.
 */
package dev.slipway;
