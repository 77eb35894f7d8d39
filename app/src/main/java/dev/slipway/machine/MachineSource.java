package dev.slipway.machine;

import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.engine.CurrentEngine;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.Engines;
import dev.slipway.gpu.GpuSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds out what this machine is, part by part, and keeps it. Thread-safe. */
public interface MachineSource extends CurrentEngine {

    /** What is known so far; never blocks. */
    State state();

    /** Calls {@code listener} at once with the state and again whenever a part becomes known, on any thread. */
    Subscription watch(Consumer<State> listener);

    /** Asks for all parts anew and returns when all have answered. Blocking. */
    Machine probe() throws InterruptedException;

    /**
     * Uses another engine from now on and keeps the choice. Blocking.
     *
     * @throws FailureException when it does not answer; the engine in use stays
     */
    void use(Endpoint endpoint) throws FailureException, InterruptedException;

    /**
     * What is known so far.
     *
     * @param host the computer; empty while not yet looked
     * @param inventory driver and GPUs; empty while not yet looked
     * @param engines what was found at each engine address; empty while not yet looked
     * @param engine the engine in use, if one answers
     * @param simulated whether this is the tour
     */
    record State(Optional<Host> host, Optional<GpuSource.Inventory> inventory, Optional<List<Engines.Found>> engines,
            Optional<EngineInfo> engine, boolean simulated) {

        /** Nothing is known yet. */
        public static final State NOTHING =
                new State(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

        /** The machine, once host, GPUs and engines have all been looked at. */
        public Optional<Machine> machine() {
            if (host.isEmpty() || inventory.isEmpty() || engines.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Machine(host.get(), inventory.get().driver(), inventory.get().gpus(), engine,
                    simulated));
        }
    }
}
