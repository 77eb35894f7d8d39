package dev.slipway.update;

import dev.slipway.base.Version;

/** How this program stands to its maker's releases. */
public sealed interface Standing {
    /** This build knows no feed. */
    record NoFeed() implements Standing {
    }

    /** Nothing newer is announced; {@code announced} is the newest release there is. */
    record UpToDate(Version announced) implements Standing {
    }

    /** There is a newer release. */
    record Newer(Offer offer) implements Standing {
    }
}
