/**
 * Jobs: commands that run in a session on their own. A small constant script inside the container looks after each,
 * and files in the project ({@code .slipway/jobs}) tell of it; see {@code JobScripts}.
 */
package dev.slipway.job;
