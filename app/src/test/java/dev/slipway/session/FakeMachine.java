package dev.slipway.session;

import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.GpuSource;
import dev.slipway.machine.Host;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A machine with two GPUs and an engine that a test can take away. */
public final class FakeMachine implements MachineSource {
    static final List<Gpu> GPUS = List.of(gpu(0, "GPU-aaaa"), gpu(1, "GPU-bbbb"));
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile Optional<Engine> engine;

    /** A machine with this engine. */
    public FakeMachine(Engine engine) {
        this.engine = Optional.of(engine);
    }

    private static Gpu gpu(int index, String uuid) {
        return Gpu.known(index, uuid, "NVIDIA Test " + index, Gpu.Maker.NVIDIA, Reading.unknown(), Reading.unknown(),
                Reading.unknown());
    }

    void use(Optional<Engine> other) {
        engine = other;
        watchers.forEach(Runnable::run);
    }

    @Override
    public Optional<Engine> engine() {
        return engine;
    }

    @Override
    public Optional<EngineInfo> info() {
        return Optional.empty();
    }

    @Override
    public Subscription watchEngine(Runnable changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }

    @Override
    public State state() {
        var host = new Host("linux", "Test", "amd64", false, Reading.unknown(), Reading.unknown(),
                Reading.of(4L << 30), Reading.unknown());
        return new State(Optional.of(host), Optional.of(new GpuSource.Inventory(Reading.unknown(), GPUS, "test")),
                Optional.of(List.of()), Optional.empty(), false);
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
        throw new UnsupportedOperationException();
    }
}
