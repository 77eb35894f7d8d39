package dev.slipway.ui.kit;

import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Engine;
import java.util.function.Consumer;

/** Text that comes piece by piece, to be shown in the dock. */
@FunctionalInterface
public interface OutputSource {
    /**
     * Begins to read, with the last lines. Blocking.
     *
     * @param output called for each piece, on any thread; at the end once with {@link Engine.LogChunk#END}
     */
    Subscription open(Consumer<Engine.LogChunk> output) throws FailureException, InterruptedException;
}
