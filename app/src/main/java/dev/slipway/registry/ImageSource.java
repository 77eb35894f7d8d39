package dev.slipway.registry;

import dev.slipway.base.FailureException;
import dev.slipway.catalog.Reference;

/** Tells what images say of themselves that are not on the engine. */
@FunctionalInterface
public interface ImageSource {
    /**
     * What an image says of itself; no pull. Blocks for seconds at most.
     *
     * @param architecture which platform of it, in container terms; another one when it has none for it
     */
    RemoteImage image(Reference reference, String architecture) throws FailureException, InterruptedException;
}
