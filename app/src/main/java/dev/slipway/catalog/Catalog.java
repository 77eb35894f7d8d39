package dev.slipway.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The image tags Slipway knows and the facts behind verdicts. Immutable; any thread. */
public interface Catalog {
    /** All rows, newest first within a family. */
    List<ImageEntry> entries();

    /** The row of a reference, whatever way it is written (docker.io/, a missing registry, a digest behind the tag). */
    Optional<ImageEntry> find(String reference);

    /** What is known of any text that a person took for a reference. Never throws. */
    default Lookup look(String reference) {
        return find(reference).<Lookup>map(Lookup.Listed::new).orElseGet(Lookup.NotKnown::new);
    }

    /** Drivers, toolkits and architectures. */
    Facts facts();

    /** When the facts were collected. */
    LocalDate collected();
}
