package dev.slipway.session;

import dev.slipway.base.FailureException;

/** Is told of each session that Slipway has brought up, for what is to be ready in it from the start. */
public interface Arrivals {
    /** Nobody. */
    Arrivals NONE = _ -> {
    };

    /** A session has come up. A failure is logged, and does not end the session. */
    void up(Sessions.Held held) throws FailureException, InterruptedException;
}
