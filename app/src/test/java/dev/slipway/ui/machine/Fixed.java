package dev.slipway.ui.machine;

import dev.slipway.base.Subscription;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import java.util.Optional;
import java.util.function.Consumer;

/** A machine of which one thing is known for good. */
record Fixed(State state) implements MachineSource {
    @Override
    public Subscription watch(Consumer<State> listener) {
        listener.accept(state);
        return () -> {
        };
    }

    @Override
    public Machine probe() {
        return state.machine().orElseThrow();
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
        return state.engine();
    }

    @Override
    public Subscription watchEngine(Runnable changed) {
        return () -> {
        };
    }
}
