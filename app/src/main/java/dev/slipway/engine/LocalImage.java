package dev.slipway.engine;

import java.time.Instant;
import java.util.List;

/**
 * An image on the engine.
 *
 * @param id its config digest, sha256:...
 * @param references its names with tags, without {@code <none>}; may be empty
 * @param digests its repository digests
 * @param sizeBytes unpacked size
 * @param created when it was built
 */
public record LocalImage(String id, List<String> references, List<String> digests, long sizeBytes, Instant created) {
    /** Freezes the lists. */
    public LocalImage {
        references = List.copyOf(references);
        digests = List.copyOf(digests);
    }
}
