package dev.slipway.machine;

import dev.slipway.base.Failure;
import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.base.Version;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.Engines;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.GpuSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Machines for tests. */
public final class Machines {
    public static final Endpoint DOCKER = new Endpoint(URI.create("unix:///var/run/docker.sock"),
            Endpoint.Origin.USUAL_SOCKET, "Docker");

    private Machines() {
    }

    public static Host linux() {
        return new Host("linux", "Debian GNU/Linux 12 (bookworm)", "amd64", false, Reading.of("A CPU"), Reading.of(16),
                Reading.of(64L << 30), Reading.of(48L << 30));
    }

    public static Host host(String os, boolean wsl) {
        return new Host(os, os, "amd64", wsl, Reading.unknown(), Reading.unknown(), Reading.unknown(),
                Reading.unknown());
    }

    public static Gpu rtx4090() {
        return Gpu.known(0, "GPU-4090", "NVIDIA GeForce RTX 4090", Gpu.Maker.NVIDIA,
                Reading.of(new ComputeCapability(8, 9)), Reading.of("Ada"), Reading.of(25757220864L));
    }

    public static Reading<Driver> driver(String version, String cuda) {
        return Reading.of(new Driver(Version.of(version), Reading.of(Version.of(cuda)), Reading.of("12." + version)));
    }

    public static EngineInfo docker(String version, GpuAccess... access) {
        return engine(DOCKER, EngineInfo.Kind.DOCKER, version, false, "/var/lib/docker", 200L << 30, access);
    }

    public static EngineInfo engine(Endpoint endpoint, EngineInfo.Kind kind, String version, boolean desktop,
            String root, long free, GpuAccess... access) {
        return new EngineInfo(endpoint, kind, Version.of(version), "1.45", false, root.contains("snap"), desktop,
                Set.of(access), List.of(), root, Reading.of(free), "amd64");
    }

    /** A machine with an engine that answers, or none. */
    public static MachineSource.State state(Host host, Reading<Driver> driver, List<Gpu> gpus, EngineInfo... engines) {
        var found = java.util.Arrays.stream(engines)
                .map(info -> new Engines.Found(info.endpoint(), Optional.of(info), Optional.empty())).toList();
        return new MachineSource.State(Optional.of(host), Optional.of(new GpuSource.Inventory(driver, gpus, "nvml")),
                Optional.of(found), engines.length == 0 ? Optional.empty() : Optional.of(engines[0]), false);
    }

    /** The same machine with an engine that does not answer. */
    public static MachineSource.State refused(MachineSource.State state, Failure failure) {
        return new MachineSource.State(state.host(), state.inventory(),
                Optional.of(List.of(new Engines.Found(DOCKER, Optional.empty(), Optional.of(failure)))),
                Optional.empty(), false);
    }

    /** A source that always says the same. */
    public static MachineSource source(MachineSource.State state) {
        return new Told(state);
    }

    /** A machine of which one thing is known, and no engine of which answers. */
    public static class Told implements MachineSource {
        private final State state;

        /** A machine in a state. */
        protected Told(State state) {
            this.state = state;
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public Subscription watch(Consumer<State> listener) {
            listener.accept(state());
            return () -> {
            };
        }

        @Override
        public Machine probe() {
            return state().machine().orElseThrow();
        }

        @Override
        public void use(Endpoint endpoint) {
            throw new UnsupportedOperationException("this machine does not change");
        }

        @Override
        public Optional<Engine> engine() {
            return Optional.empty();
        }

        @Override
        public Optional<EngineInfo> info() {
            return state().engine();
        }

        @Override
        public Subscription watchEngine(Runnable changed) {
            return () -> {
            };
        }
    }
}
