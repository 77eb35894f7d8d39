package dev.slipway.catalog;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import java.net.URI;
import java.util.Optional;

/** Fetches a file over the network, the way this user reaches it. Blocking; an interrupt breaks it off. */
@FunctionalInterface
public interface Download {
    /**
     * The file at an address; empty where its server says that nothing is there.
     *
     * @param most the most bytes it may have
     * @throws FailureException when the server cannot be reached, refuses, or sends more
     */
    Optional<byte[]> get(URI address, int most) throws FailureException, InterruptedException;

    /** Where the network is not used. */
    static Download none() {
        return (_, _) -> {
            throw new FailureException(new Failure.BadInput(Text.of("verdict.facts.no-network"), ""));
        };
    }
}
