package dev.slipway.gpu.nvml;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Reading.Value;
import dev.slipway.gpu.GpuSample;
import dev.slipway.gpu.GpuSample.ThrottleReason;
import dev.slipway.gpu.GpuWords;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Reads what changes about a GPU. */
final class Samples {
    private static final int CORE_SENSOR = 0;
    private static final int GRAPHICS_CLOCK = 0;
    private static final int MEMORY_CLOCK = 2;
    private static final int SLOWEST_STATE = 15;
    private static final ThrottleReason[] BITS = {ThrottleReason.IDLE, ThrottleReason.APPLICATION_CLOCKS,
        ThrottleReason.POWER_CAP, ThrottleReason.HARDWARE_SLOWDOWN, ThrottleReason.SYNC_BOOST,
        ThrottleReason.SOFTWARE_THERMAL, ThrottleReason.HARDWARE_THERMAL, ThrottleReason.POWER_BRAKE,
        ThrottleReason.DISPLAY_CLOCKS};

    private Samples() {
    }

    static GpuSample of(Session session, Reading<MemorySegment> device, Identity identity, Instant at, long nanos) {
        return switch (device) {
            case Value<MemorySegment>(var handle) -> of(session, handle, identity, at, nanos);
            case Missing<MemorySegment>(var reason, var detail) -> nothing(identity, at, nanos, reason, detail);
        };
    }

    private static GpuSample of(Session session, MemorySegment device, Identity identity, Instant at, long nanos) {
        var memory = session.memory(device);
        var utilization = session.utilization(device);
        return new GpuSample(
                identity.index(),
                identity.uuid(),
                at,
                nanos,
                memory.map(Session.Memory::used),
                memory.map(Session.Memory::free),
                switch (memory) {
                    case Value<Session.Memory>(var value) -> value.reserved();
                    case Missing<Session.Memory>(var reason, var detail) -> Reading.missing(reason, detail);
                },
                utilization.map(Session.Pair::first),
                utilization.map(Session.Pair::second),
                session.number(Function.TEMPERATURE, device, CORE_SENSOR),
                session.number(Function.POWER, device).map(Samples::watts),
                session.number(Function.CLOCK, device, GRAPHICS_CLOCK),
                session.number(Function.CLOCK, device, MEMORY_CLOCK),
                session.number(Function.FAN, device),
                state(session.number(Function.PERFORMANCE_STATE, device)),
                session.mask(Function.THROTTLE, device).map(Samples::throttleReasons),
                session.processes(device));
    }

    /** The sample of a GPU that sleeps and was not woken to be asked. */
    static GpuSample asleep(Identity identity, Instant at, long nanos) {
        return nothing(identity, at, nanos, Reason.NOT_KNOWN, GpuWords.ASLEEP);
    }

    private static GpuSample nothing(Identity identity, Instant at, long nanos, Reason reason, String detail) {
        return new GpuSample(identity.index(), identity.uuid(), at, nanos, Reading.missing(reason, detail),
                Reading.missing(reason, detail), Reading.missing(reason, detail), Reading.missing(reason, detail),
                Reading.missing(reason, detail), Reading.missing(reason, detail), Reading.missing(reason, detail),
                Reading.missing(reason, detail), Reading.missing(reason, detail), Reading.missing(reason, detail),
                Reading.missing(reason, detail), Reading.missing(reason, detail), Reading.missing(reason, detail));
    }

    static double watts(int milliwatts) {
        return milliwatts / 1000.0;
    }

    private static Reading<Integer> state(Reading<Integer> state) {
        // NVML has a number of its own, 32, for "unknown".
        return state.orElse(0) > SLOWEST_STATE ? Reading.unknown() : state;
    }

    static Set<ThrottleReason> throttleReasons(long mask) {
        var reasons = EnumSet.noneOf(ThrottleReason.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mask & 1L << bit) != 0) {
                reasons.add(BITS[bit]);
            }
        }
        if (mask >>> BITS.length != 0) {
            reasons.add(ThrottleReason.OTHER);
        }
        return Collections.unmodifiableSet(reasons);
    }
}
