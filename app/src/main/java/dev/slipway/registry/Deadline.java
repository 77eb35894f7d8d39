package dev.slipway.registry;

import java.time.Duration;

/**
 * When a look-up must be over, however many requests it takes.
 *
 * @param limit how long it may take in all
 * @param end in {@link System#nanoTime}
 */
public record Deadline(Duration limit, long end) {

    /** A deadline {@code limit} from now. */
    public static Deadline in(Duration limit) {
        return new Deadline(limit, System.nanoTime() + limit.toNanos());
    }

    /** The time that is left; zero or less when it is over. */
    Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    boolean allows(Duration wait) {
        return left().compareTo(wait) > 0;
    }
}
