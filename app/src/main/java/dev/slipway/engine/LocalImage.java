package dev.slipway.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An image on the engine.
 *
 * @param id its config digest, sha256:...
 * @param references its names with tags, without {@code <none>}; may be empty
 * @param digests its repository digests
 * @param sizeBytes unpacked size
 * @param created when it was built
 * @param labels its labels; untrusted
 */
public record LocalImage(String id, List<String> references, List<String> digests, long sizeBytes, Instant created,
        Map<String, String> labels) {
    /** Freezes the collections. */
    public LocalImage {
        references = List.copyOf(references);
        digests = List.copyOf(digests);
        labels = Map.copyOf(labels);
    }

    /** An image without labels. */
    public LocalImage(String id, List<String> references, List<String> digests, long sizeBytes, Instant created) {
        this(id, references, digests, sizeBytes, created, Map.of());
    }
}
