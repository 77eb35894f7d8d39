package dev.slipway.gpu.nvml;

import dev.slipway.base.Reading;
import dev.slipway.base.Reading.Missing;
import dev.slipway.base.Reading.Reason;
import dev.slipway.base.Reading.Value;
import dev.slipway.base.Version;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.GpuSample;
import dev.slipway.gpu.GpuSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * NVIDIA's GPUs through NVML. Opens late, at the first question, and again after {@link #close}. A sleeping laptop
 * GPU is woken by the first {@link #inventory} (it cannot be described otherwise), but neither by later ones nor by
 * {@link #sample}: no one can be using a GPU that sleeps.
 *
 * <p>Thread-safe: one lock around everything, because the inventory and the samples come from different threads.
 */
public final class NvmlSource implements GpuSource {
    /** After a failure NVML is not started again at every tick. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final List<String> candidates;
    private final SleepState sleep;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private Reading<Nvml> library = Reading.unknown();
    private Reading<Session> session = Reading.unknown();
    private List<Identity> identities = List.of();
    private Optional<Inventory> known = Optional.empty();
    private boolean failed;
    private long failedAt;
    private long openedAt;

    /** Looks for the library where this system keeps it. */
    public NvmlSource() {
        this(LibraryFile.candidates(), new SleepState(SleepState.PCI_DEVICES), System::nanoTime);
    }

    NvmlSource(List<String> candidates, SleepState sleep, LongSupplier nanos) {
        this.candidates = candidates;
        this.sleep = sleep;
        this.nanos = nanos;
    }

    @Override
    public Inventory inventory() {
        lock.lock();
        try {
            failed = false;
            boolean wasOpen = session instanceof Value<Session>;
            if (!wasOpen && known.isPresent() && sleep.asleep()) {
                return known.get();
            }
            var opened = open();
            var inventory = new Inventory(opened.flatMap(NvmlSource::driver), opened.map(this::gpus).orElse(List.of()),
                    "nvml");
            if (opened instanceof Value<Session>) {
                known = Optional.of(inventory);
            }
            if (!wasOpen && sleep.canSleep()) {
                release();
            }
            return inventory;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<GpuSample> sample() {
        lock.lock();
        try {
            boolean closed = !(session instanceof Value<Session>);
            if (closed && failed && nanos.getAsLong() - failedAt < RETRY.toNanos()) {
                return List.of();
            }
            if (closed && sleep.asleep()) {
                return identities.stream().map(identity -> Samples.asleep(identity, Instant.now(), nanos.getAsLong()))
                        .toList();
            }
            return open().map(this::sample).orElse(List.of());
        } finally {
            lock.unlock();
        }
    }

    private List<GpuSample> sample(Session open) {
        var devices = open.devices();
        var samples = new ArrayList<GpuSample>(devices.size());
        boolean lost = false;
        for (int i = 0; i < devices.size(); i++) {
            var sample = Samples.of(open, devices.get(i), identities.get(i), Instant.now(), nanos.getAsLong());
            lost |= sample.memoryUsedBytes() instanceof Missing<Long>(var reason, _) && reason == Reason.GPU_LOST;
            samples.add(sample);
        }
        if (lost && nanos.getAsLong() - openedAt >= RETRY.toNanos()) {
            // A GPU that comes back after a reset needs new handles: start anew from time to time.
            release();
        }
        return List.copyOf(samples);
    }

    private Reading<Session> open() {
        if (session instanceof Value<Session>) {
            return session;
        }
        if (library instanceof Missing<Nvml>) {
            library = Nvml.load(candidates);
        }
        session = library.flatMap(Session::open);
        if (session instanceof Value<Session>(var open)) {
            identities = Identity.all(open);
            openedAt = nanos.getAsLong();
            failed = false;
        } else {
            fail();
        }
        return session;
    }

    private void fail() {
        failed = true;
        failedAt = nanos.getAsLong();
    }

    private static Reading<Driver> driver(Session open) {
        var cuda = open.systemNumber(Function.CUDA_VERSION).map(NvmlSource::cudaVersion);
        var nvml = open.systemText(Function.NVML_VERSION);
        return open.systemText(Function.DRIVER_VERSION).flatMap(text -> Version.parse(text)
                .map(version -> Reading.of(new Driver(version, cuda, nvml)))
                .orElseGet(() -> Reading.missing(Reason.ERROR, "NVML gives no driver version")));
    }

    /** NVML's 12020 is CUDA 12.2. */
    static Version cudaVersion(int number) {
        return Version.of(Math.max(0, number) / 1000 + "." + Math.max(0, number) % 1000 / 10);
    }

    private List<Gpu> gpus(Session open) {
        var gpus = new ArrayList<Gpu>();
        for (int i = 0; i < open.devices().size(); i++) {
            gpus.add(Described.gpu(open, open.devices().get(i), identities.get(i)));
        }
        return gpus;
    }

    @Override
    public void rest() {
        lock.lock();
        try {
            if (session instanceof Value<Session> && sleep.canSleep()) {
                release();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            release();
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        if (session instanceof Value<Session>(var open)) {
            open.close();
        }
        session = Reading.unknown();
    }
}
