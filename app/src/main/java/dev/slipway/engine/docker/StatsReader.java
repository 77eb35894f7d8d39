package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.engine.Engine.ContainerStats;
import java.util.Optional;

/** Reads CPU and memory as {@code docker stats} does. */
final class StatsReader {
    /** An engine tells "no limit" by the memory of the machine or by a number near 2^63. */
    private static final long NO_LIMIT = 1L << 53;

    private StatsReader() {
    }

    /** The answer of {@code GET /containers/ID/stats}; empty when the container did not run. */
    static Optional<ContainerStats> stats(JsonNode stats, Optional<Long> limitAsked) {
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
        long used = cache < usage ? usage - cache : usage;
        var limit = limitAsked.filter(bytes -> bytes > 0 && bytes < NO_LIMIT);
        return Optional.of(new ContainerStats(cpu(stats), used, limit));
    }

    /** Percent of one core between the two readings of an answer. */
    private static double cpu(JsonNode stats) {
        var now = stats.path("cpu_stats");
        var before = stats.path("precpu_stats");
        double used = now.path("cpu_usage").path("total_usage").asDouble()
                - before.path("cpu_usage").path("total_usage").asDouble();
        double system = now.path("system_cpu_usage").asDouble() - before.path("system_cpu_usage").asDouble();
        int cores = now.path("online_cpus").asInt(0);
        if (cores == 0) {
            cores = Math.max(1, now.path("cpu_usage").path("percpu_usage").size());
        }
        return used <= 0 || system <= 0 ? 0 : used / system * cores * 100;
    }
}
