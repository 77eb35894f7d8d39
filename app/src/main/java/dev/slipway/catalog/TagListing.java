package dev.slipway.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tags a registry listed.
 *
 * @param repository registry and path, written out: docker.io/pytorch/pytorch
 * @param tags what it listed, newest first where it says
 * @param complete whether a tag that is missing here does not exist; never so for a mirror, which may hold a part
 * @param checkedAt when it was asked
 * @param source who was asked: "hub.docker.com", "nvcr.io"
 */
public record TagListing(String repository, List<Tag> tags, boolean complete, Instant checkedAt, String source) {
    /** Freezes the list. */
    public TagListing {
        tags = List.copyOf(tags);
    }

    /**
     * A tag, with what its registry tells of it: most tell nothing but its name.
     *
     * @param compressedBytes what a pull downloads
     * @param updated when it was last pushed
     * @param digest what it stands for
     * @param architectures in container terms; empty when not told
     */
    public record Tag(String name, Optional<Long> compressedBytes, Optional<Instant> updated, Optional<String> digest,
            Set<String> architectures) {
        /** Freezes the set. */
        public Tag {
            architectures = Set.copyOf(architectures);
        }

        /** A tag of which only the name is told. */
        public static Tag named(String name) {
            return new Tag(name, Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
        }
    }
}
