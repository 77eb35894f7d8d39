package dev.slipway.engine;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import java.util.List;
import java.util.Optional;

/** Finds the engines of this machine and opens one. Blocking. */
public interface Engines {

    /** Every address worth trying, best first, each once; no connection is made. */
    List<Endpoint> endpoints();

    /**
     * Asks all addresses at once what answers there. Waits at most three seconds for an address across a network, and
     * ten for a socket of this machine, which a busy machine needs.
     */
    List<Found> search() throws InterruptedException;

    /** Opens the engine at an address; the first call that needs it finds out whether it answers. */
    Engine open(Endpoint endpoint) throws FailureException;

    /**
     * What was found at an address.
     *
     * @param endpoint the address
     * @param info the engine, when it answered
     * @param failure why not, when it did not
     */
    record Found(Endpoint endpoint, Optional<EngineInfo> info, Optional<Failure> failure) {
    }
}
