package dev.slipway.ui;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.GpuSample;
import dev.slipway.gpu.GpuSource;
import dev.slipway.gpu.History;
import dev.slipway.machine.MachineSource;
import dev.slipway.machine.Machines;
import dev.slipway.session.EngineSessions;
import dev.slipway.session.Sessions;
import dev.slipway.session.Usage;
import dev.slipway.session.UsageFeed;
import dev.slipway.tour.Tour;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Machines that the tour does not show: without a part, with trouble, with many GPUs. */
public enum Scenes {
    /** An NVIDIA GPU, and no driver for it. */
    NO_DRIVER(Machines.state(Machines.linux(), Reading.missing(Reading.Reason.NO_LIBRARY, ""),
            List.of(Machines.rtx4090()), Machines.docker("28.2.2"))),
    /** No graphics card at all. */
    NO_GPU(Machines.state(Machines.linux(), Reading.missing(Reading.Reason.NO_LIBRARY, ""), List.of(),
            Machines.docker("28.2.2"))),
    /** A working GPU, and nothing that answers as an engine. */
    NO_ENGINE(Machines.refused(Machines.state(Machines.linux(), Machines.driver("580.95.05", "13.0"),
            List.of(Machines.rtx4090())), new Failure.EngineNotReachable("unix:///var/run/docker.sock", ""))),
    /** An engine without GPU access and with little room, from a snap, beside another one. */
    TROUBLE(Machines.state(Machines.linux(), Machines.driver("580.95.05", "13.0"), List.of(Machines.rtx4090()),
            Machines.engine(Machines.DOCKER, EngineInfo.Kind.DOCKER, "28.1.1", false,
                    "/var/snap/docker/common/var-lib-docker", 6L << 30),
            Machines.engine(new Endpoint(URI.create("unix:///run/podman/podman.sock"),
                    Endpoint.Origin.USUAL_SOCKET, "Podman"), EngineInfo.Kind.PODMAN, "5.4.0", false,
                    "/var/lib/containers", 6L << 30, GpuAccess.CDI)));

    private final MachineSource.State state;

    Scenes(MachineSource.State state) {
        this.state = state;
    }

    /** The machine; it never changes. */
    public MachineSource machine() {
        return Machines.source(state);
    }

    /** No sessions. */
    public Sessions sessions() {
        return new EngineSessions(machine(), Background.sameThread());
    }

    /** No samples. */
    public UsageFeed usage() {
        return new Samples(new History(2), Optional.empty());
    }

    /**
     * A machine with {@code count} GPUs of one kind, of which the third and the sixth are used by the tour's sessions.
     */
    public static MachineSource alike(int count) {
        var known = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO).machine().state();
        var gpus = new ArrayList<Gpu>();
        for (int index = 0; index < count; index++) {
            gpus.add(Gpu.known(index, "GPU-" + index, "NVIDIA H200", Gpu.Maker.NVIDIA,
                    known.inventory().orElseThrow().gpus().getFirst().computeCapability(), Reading.of("Hopper"),
                    Reading.of(141L << 30)));
        }
        return Machines.source(new MachineSource.State(known.host(), Optional.of(new GpuSource.Inventory(
                known.inventory().orElseThrow().driver(), gpus, "nvml")), known.engines(), known.engine(), false));
    }

    /** What {@link #alike} does, after a quarter of an hour. */
    public static UsageFeed alikeUsage(int count) {
        var sample = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO).gpus().sample().getFirst();
        var history = new History(1000);
        var newest = new ArrayList<Usage.GpuUsage>();
        for (int second = -900; second <= 0; second++) {
            var values = new HashMap<String, Float>();
            newest.clear();
            for (int index = 0; index < count; index++) {
                var name = index == 2 ? "diffusion" : index == 5 ? "thesis" : "";
                long held = name.isEmpty() ? 0
                        : Math.round((60 - index * 4 + 8 * Math.sin(second / 60.0)) * (1L << 30));
                long other = 600L << 20;
                var prefix = "gpu.GPU-" + index + ".";
                values.put(prefix + "other", (float) other);
                values.put(prefix + "utilization", name.isEmpty() ? 0f : 70 + 20 * (float) Math.sin(second / 9.0));
                values.put(prefix + "temperature", name.isEmpty() ? 31f : 60f);
                values.put(prefix + "power", name.isEmpty() ? 75f : 480f);
                if (!name.isEmpty()) {
                    values.put(prefix + "session." + name, (float) held);
                }
                newest.add(new Usage.GpuUsage(copy(sample, index, held + other),
                        name.isEmpty() ? Map.of() : Map.of(name, held), Reading.of(other),
                        name.isEmpty() ? List.of()
                                : List.of(new Usage.Holder(100 + index, name, "python train.py", Reading.of(held)))));
            }
            history.append(sample.nanos() + second * 1_000_000_000L, values);
        }
        return new Samples(history, Optional.of(new Usage(sample.at(), newest, Map.of())));
    }

    private static GpuSample copy(GpuSample one, int index, long used) {
        return new GpuSample(index, "GPU-" + index, one.at(), one.nanos(), Reading.of(used), one.memoryFreeBytes(),
                one.memoryReservedBytes(), one.utilizationPercent(), one.memoryUtilizationPercent(),
                one.temperatureCelsius(), one.powerWatts(), one.graphicsClockMhz(), one.memoryClockMhz(),
                one.fanPercent(), one.performanceState(), one.throttleReasons(), one.processes());
    }

    private record Samples(History history, Optional<Usage> only) implements UsageFeed {
        @Override
        public Subscription listen(Feed.Pace pace, Consumer<Usage> listener) {
            only.ifPresent(listener);
            return () -> {
            };
        }
    }
}
