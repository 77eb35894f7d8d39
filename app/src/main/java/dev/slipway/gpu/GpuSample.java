package dev.slipway.gpu;

import dev.slipway.base.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What one GPU did at one moment.
 *
 * @param index the GPU's {@link Gpu#index}
 * @param uuid the GPU's {@link Gpu#uuid}
 * @param at wall-clock time, for people
 * @param nanos {@link System#nanoTime} of the sample, for distances
 * @param memoryUsedBytes memory in use without what the driver reserves
 * @param memoryFreeBytes memory free
 * @param memoryReservedBytes memory the driver keeps
 * @param utilizationPercent share of time with a kernel running, 0 to 100
 * @param memoryUtilizationPercent share of time with memory being read or written, 0 to 100
 * @param temperatureCelsius core temperature
 * @param powerWatts power drawn
 * @param graphicsClockMhz clock of the multiprocessors
 * @param memoryClockMhz clock of the memory
 * @param fanPercent fan, 0 to 100 (can be more)
 * @param performanceState 0 (fastest) to 15
 * @param throttleReasons why the clocks are held back; empty when they are not
 * @param processes processes on this GPU, each pid once
 */
public record GpuSample(
        int index,
        String uuid,
        Instant at,
        long nanos,
        Reading<Long> memoryUsedBytes,
        Reading<Long> memoryFreeBytes,
        Reading<Long> memoryReservedBytes,
        Reading<Integer> utilizationPercent,
        Reading<Integer> memoryUtilizationPercent,
        Reading<Integer> temperatureCelsius,
        Reading<Double> powerWatts,
        Reading<Integer> graphicsClockMhz,
        Reading<Integer> memoryClockMhz,
        Reading<Integer> fanPercent,
        Reading<Integer> performanceState,
        Reading<Set<ThrottleReason>> throttleReasons,
        Reading<List<GpuProcess>> processes) {

    /** Why a GPU runs slower than it could. */
    public enum ThrottleReason {
        IDLE, APPLICATION_CLOCKS, POWER_CAP, HARDWARE_SLOWDOWN, SYNC_BOOST, SOFTWARE_THERMAL, HARDWARE_THERMAL,
        POWER_BRAKE, DISPLAY_CLOCKS, OTHER
    }
}
