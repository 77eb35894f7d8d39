package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.engine.Engine.ContainerStats;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads CPU and memory as {@code docker stats} shows them. */
final class StatsReader {
    /** Engines write "no limit" as 0 or as a number near 2^63. */
    private static final long NO_LIMIT = 1L << 53;

    private StatsReader() {
    }

    /** CPU time used up to a moment. */
    private record Used(Instant at, double nanos) {
    }

    /** Whether an answer holds two readings; Podman's holds one. */
    static boolean hasTwoReadings(JsonNode stats) {
        return Json.moment(stats.path("preread")).isPresent();
    }

    /**
     * Reads {@code GET /containers/ID/stats}; empty when the container did not run.
     *
     * @param before an earlier answer, or the same one where it holds two readings
     * @param limit the limit that the container was made with
     */
    static Optional<ContainerStats> stats(JsonNode before, JsonNode stats, long limit) {
        var memory = stats.path("memory_stats");
        if (!memory.path("usage").isNumber()) {
            return Optional.empty();
        }
        long usage = memory.path("usage").asLong();
        // The cache of files is memory the kernel takes back when it is needed (cgroup v1, then v2).
        var details = memory.path("stats");
        long cache = details.has("total_inactive_file")
                ? details.path("total_inactive_file").asLong()
                : details.path("inactive_file").asLong();
        var first = before == stats ? used(stats, "preread", "precpu_stats") : used(before, "read", "cpu_stats");
        return Optional.of(new ContainerStats(cpu(first, used(stats, "read", "cpu_stats")),
                cache < usage ? usage - cache : usage,
                limit > 0 && limit < NO_LIMIT ? Optional.of(limit) : Optional.empty()));
    }

    private static Used used(JsonNode stats, String at, String cpu) {
        return new Used(Json.moment(stats.path(at)).orElse(Instant.EPOCH),
                stats.path(cpu).path("cpu_usage").path("total_usage").asDouble());
    }

    /**
     * Percent of one core. By the clock and not by the system's CPU time, which docker's own formula uses: that one is
     * in other units with Podman, and missing in some virtual machines.
     */
    private static double cpu(Used first, Used last) {
        double elapsed = Duration.between(first.at(), last.at()).toNanos();
        double used = last.nanos() - first.nanos();
        return elapsed <= 0 || used <= 0 ? 0 : used / elapsed * 100;
    }
}
