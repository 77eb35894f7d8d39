package dev.slipway.session;

import dev.slipway.base.Reading;
import dev.slipway.gpu.GpuSample;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Who uses what at one moment.
 *
 * @param at when
 * @param gpus each GPU
 * @param sessions load of each running session, by name
 */
public record Usage(Instant at, List<GpuUsage> gpus, Map<String, SessionLoad> sessions) {
    /** Freezes the collections. */
    public Usage {
        gpus = List.copyOf(gpus);
        sessions = Map.copyOf(sessions);
    }

    /**
     * One GPU.
     *
     * @param sample what the GPU says
     * @param bySession bytes each session's processes hold on it, by session name
     * @param otherBytes memory in use that belongs to no session (desktop, other programs, the driver's own)
     * @param holders the processes behind it, largest first
     */
    public record GpuUsage(GpuSample sample, Map<String, Long> bySession, Reading<Long> otherBytes,
            List<Holder> holders) {
        /** Freezes the collections. */
        public GpuUsage {
            bySession = Map.copyOf(bySession);
            holders = List.copyOf(holders);
        }
    }

    /** A process on a GPU: {@code session} is empty for others; {@code command} is short, untrusted text. */
    public record Holder(long pid, String session, String command, Reading<Long> memoryBytes) {
    }

    /** CPU in percent of one core and RAM of one session. */
    public record SessionLoad(Reading<Double> cpuPercent, Reading<Long> memoryBytes) {
    }
}
