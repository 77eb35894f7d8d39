package dev.slipway.engine;

import dev.slipway.base.Subscription;
import java.util.Optional;

/** The engine in use, which may not be known yet, may be none, and may change when the user chooses another. */
public interface CurrentEngine {
    /** The engine in use; never blocks. */
    Optional<Engine> engine();

    /** What it said of itself when it was last asked; never blocks. */
    Optional<EngineInfo> info();

    /** Calls {@code changed} on any thread whenever another engine is in use or its info was asked anew. */
    Subscription watchEngine(Runnable changed);
}
