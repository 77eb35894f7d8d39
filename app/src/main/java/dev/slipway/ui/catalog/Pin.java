package dev.slipway.ui.catalog;

import dev.slipway.catalog.Reference;
import dev.slipway.engine.LocalImage;
import java.util.Optional;

/** References that name one image for good: by its digest at the registry, not by a tag that can move. Pure. */
final class Pin {
    private Pin() {
    }

    /**
     * {@code REPOSITORY@sha256:...}; empty where no digest is known.
     *
     * @param local the image on the engine; its digests are those it was pulled by
     * @param told the digest that the registry has told for the reference
     */
    static Optional<String> of(String reference, Optional<LocalImage> local, Optional<String> told) {
        var wanted = Reference.parse(reference);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        var repository = wanted.get().familiarRepository();
        return wanted.get().digest()
                .or(() -> local.stream().flatMap(image -> image.digests().stream())
                        .flatMap(known -> Reference.parse(known).stream())
                        .filter(known -> known.familiarRepository().equals(repository))
                        .flatMap(known -> known.digest().stream()).findFirst())
                .or(() -> told)
                .map(digest -> repository + "@" + digest);
    }
}
