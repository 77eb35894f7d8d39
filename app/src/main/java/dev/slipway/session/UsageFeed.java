package dev.slipway.session;

import dev.slipway.base.Subscription;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.History;
import java.util.function.Consumer;

/**
 * GPU use joined to sessions, as it comes. Every sample is also kept in {@link #history} under the names
 * {@code gpu.UUID.used}, {@code gpu.UUID.session.NAME}, {@code gpu.UUID.other}, {@code gpu.UUID.utilization},
 * {@code gpu.UUID.temperature}, {@code gpu.UUID.power}, {@code session.NAME.gpu} (bytes over all GPUs),
 * {@code session.NAME.cpu} and {@code session.NAME.memory}.
 */
public interface UsageFeed {
    /** Calls {@code listener} with each new state until closed; the listener must return at once. */
    Subscription listen(Feed.Pace pace, Consumer<Usage> listener);

    /** What was seen since the start of the program, at most the last 24 hours. */
    History history();
}
