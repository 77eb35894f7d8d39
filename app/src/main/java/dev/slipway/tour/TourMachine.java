package dev.slipway.tour;

import dev.slipway.base.Subscription;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.Engines;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The simulated machine; it never changes. */
final class TourMachine implements MachineSource {
    private static final State STATE = new State(Optional.of(TourScript.HOST), Optional.of(TourScript.INVENTORY),
            Optional.of(List.of(new Engines.Found(TourScript.ENGINE.endpoint(), Optional.of(TourScript.ENGINE),
                    Optional.empty()))),
            Optional.of(TourScript.ENGINE), true);

    private final TourEngine engine = new TourEngine();

    @Override
    public State state() {
        return STATE;
    }

    @Override
    public Subscription watch(Consumer<State> listener) {
        listener.accept(STATE);
        return () -> {
        };
    }

    @Override
    public Machine probe() {
        return STATE.machine().orElseThrow();
    }

    @Override
    public void use(Endpoint endpoint) {
        // The tour has one engine only.
    }

    @Override
    public Optional<Engine> engine() {
        return Optional.of(engine);
    }

    @Override
    public Optional<EngineInfo> info() {
        return Optional.of(TourScript.ENGINE);
    }

    @Override
    public Subscription watchEngine(Runnable changed) {
        return () -> {
        };
    }
}
