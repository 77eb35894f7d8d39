package dev.slipway.ui.shell;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.OptionalDouble;

/** What Slipway itself costs: CPU time of this process between two questions, in percent of one core. One thread. */
final class OwnCost {
    private OperatingSystemMXBean system;
    private long askedNanos;
    private long usedNanos = -1;

    /**
     * The cost since the last answer; empty at the first question, where the system does not tell, and sooner than
     * {@code atLeast} after the last answer.
     */
    OptionalDouble percent(Duration atLeast) {
        if (usedNanos >= 0 && System.nanoTime() - askedNanos < atLeast.toNanos()) {
            return OptionalDouble.empty();
        }
        // Not before it is asked: Java's management takes tens of milliseconds to load, and the window paints first.
        if (system == null) {
            system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        }
        long used = system == null ? -1 : system.getProcessCpuTime();
        return percent(System.nanoTime(), used);
    }

    OptionalDouble percent(long nowNanos, long nowUsed) {
        var answer = OptionalDouble.empty();
        if (nowUsed >= 0 && usedNanos >= 0 && nowNanos > askedNanos) {
            answer = OptionalDouble.of(100.0 * (nowUsed - usedNanos) / (nowNanos - askedNanos));
        }
        askedNanos = nowNanos;
        usedNanos = nowUsed;
        return answer;
    }
}
