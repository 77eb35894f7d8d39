package dev.slipway.tour;

import dev.slipway.base.Reading;
import dev.slipway.gpu.GpuProcess;
import dev.slipway.gpu.GpuSample;
import dev.slipway.gpu.GpuSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** The simulated GPUs: their values follow the script from the moment they were made. */
final class TourGpus implements GpuSource {
    static final long DIFFUSION_PID = 41_207;
    static final long THESIS_PID = 43_980;
    private static final long DESKTOP_PID = 2_114;
    private static final long BROWSER_PID = 9_035;

    private final Clock clock;
    private final LongSupplier nanos;
    private final TourSessions sessions;
    private final long began;

    TourGpus(Clock clock, LongSupplier nanos, TourSessions sessions) {
        this.clock = clock;
        this.nanos = nanos;
        this.sessions = sessions;
        this.began = nanos.getAsLong();
    }

    @Override
    public Inventory inventory() {
        return TourScript.INVENTORY;
    }

    @Override
    public List<GpuSample> sample() {
        return sampleAt(nanos.getAsLong());
    }

    /** The samples of another moment, for the history before the tour began. */
    List<GpuSample> sampleAt(long at) {
        double seconds = (at - began) / 1e9;
        var fast = TourScript.fast(seconds, sessions.runs("diffusion"), sessions.runs("thesis"));
        var samples = new ArrayList<GpuSample>();
        var processes = new ArrayList<GpuProcess>();
        fast.bySession().forEach((name, bytes) -> processes.add(new GpuProcess(
                name.equals("diffusion") ? DIFFUSION_PID : THESIS_PID, Reading.of(bytes), GpuProcess.Kind.COMPUTE)));
        processes.add(new GpuProcess(DESKTOP_PID, Reading.of(fast.other() / 3), GpuProcess.Kind.GRAPHICS));
        processes.add(new GpuProcess(BROWSER_PID, Reading.of(fast.other() / 2), GpuProcess.Kind.GRAPHICS));
        samples.add(sample(0, at, fast, processes));
        var old = TourScript.old(seconds);
        samples.add(sample(1, at, old,
                List.of(new GpuProcess(DESKTOP_PID, Reading.of(old.other()), GpuProcess.Kind.GRAPHICS))));
        return samples;
    }

    private GpuSample sample(int index, long at, TourScript.Moment moment, List<GpuProcess> processes) {
        var gpu = TourScript.INVENTORY.gpus().get(index);
        long total = gpu.memoryBytes().orElse(0L);
        var moments = clock.instant().plusNanos(at - nanos.getAsLong());
        return new GpuSample(index, gpu.uuid(), moments, at, Reading.of(moment.used()),
                Reading.of(total - moment.used() - TourScript.reserved()), Reading.of(TourScript.reserved()),
                Reading.of(moment.utilization()), Reading.of(moment.utilization() / 2),
                Reading.of(moment.temperature()), Reading.of(moment.watts()),
                Reading.of(index == 0 ? 2_520 : 139), Reading.of(index == 0 ? 10_501 : 405),
                Reading.of(index == 0 ? 46 : 0), Reading.of(index == 0 ? 2 : 8), Reading.of(Set.of()),
                Reading.of(List.copyOf(processes)));
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
