package dev.slipway.gpu;

import dev.slipway.base.Subscription;
import java.util.List;
import java.util.function.Consumer;

/**
 * The newest samples, as they come. The sampler runs at its visible pace while a listener of {@link Pace#VISIBLE} is
 * there, slower for {@link Pace#HIDDEN} ones, and not at all without listeners.
 */
public interface Feed {

    /**
     * Calls {@code listener} on the sampler's thread with the newest sample of every GPU, until closed. The listener
     * must return at once; the interface wraps it in its one hand-off.
     */
    Subscription listen(Pace pace, Consumer<List<GpuSample>> listener);

    /** How often samples are wanted. */
    enum Pace {
        VISIBLE, HIDDEN
    }
}
