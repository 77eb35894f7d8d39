package dev.slipway.update;

import dev.slipway.base.Version;
import java.time.LocalDate;
import java.util.Map;

/**
 * What a feed says.
 *
 * @param expires the last day on which it may be believed, so that an old one cannot be played for ever
 * @param files the packages by system, as {@link SystemName} writes it
 */
record Announcement(Version version, LocalDate date, LocalDate expires, Map<String, String> notes,
        Map<String, Offer.Package> files) {
    Announcement {
        notes = Map.copyOf(notes);
        files = Map.copyOf(files);
    }
}
