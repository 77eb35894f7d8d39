package dev.slipway.update;

import dev.slipway.base.Version;
import java.net.URI;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A release newer than this program, as its maker signed it.
 *
 * @param notes what is new, by language ("en", "zh"); plain text, English always there
 * @param file the package for this copy of the program; empty when the release has none for it
 */
public record Offer(Version version, LocalDate date, Map<String, String> notes, Optional<Package> file) {
    /** Freezes the notes. */
    public Offer {
        notes = Map.copyOf(notes);
    }

    /**
     * A package.
     *
     * @param size in bytes
     * @param sha256 64 hexadecimal digits in small letters
     */
    public record Package(URI address, long size, String sha256) {
    }

    /** What is new, in a reader's language where the maker wrote it. */
    public String notes(Locale language) {
        return notes.getOrDefault(language.getLanguage(), notes.get("en"));
    }
}
