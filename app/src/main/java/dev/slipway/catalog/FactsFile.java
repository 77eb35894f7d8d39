package dev.slipway.catalog;

import dev.slipway.base.Text;
import dev.slipway.base.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A set of facts from outside, checked before anything in it counts. */
public sealed interface FactsFile {
    /** No set is larger than this; the bundled one has about 100 kB. */
    int MOST_BYTES = 8 << 20;

    /** Signed by a key of the user's; {@code key} is its name. */
    record Signed(BundledCatalog catalog, Raw raw, String key) implements FactsFile {
    }

    /** In order, but nobody known vouches for it: to be used only when the user agrees. */
    record Unsigned(BundledCatalog catalog, Raw raw) implements FactsFile {
    }

    /** Not to be used, and why. */
    record Refused(Text why) implements FactsFile {
    }

    /** A set as it came. */
    final class Raw {
        private final byte[] facts;
        private final Optional<byte[]> signature;

        /** The bytes of a set and of the signature beside it; neither is changed from here on. */
        public Raw(byte[] facts, Optional<byte[]> signature) {
            this.facts = facts.clone();
            this.signature = signature.map(byte[]::clone);
        }

        byte[] facts() {
            return facts.clone();
        }

        Optional<byte[]> signature() {
            return signature.map(byte[]::clone);
        }
    }

    /**
     * Checks a set. One with a signature that fits none of the keys is refused, not taken for an unsigned one.
     *
     * @param oldest the version of the bundled facts; older sets are refused, however they are signed
     */
    static FactsFile check(Raw raw, List<FactsKey> keys, Version oldest) {
        if (raw.facts().length > MOST_BYTES) {
            return new Refused(Text.of("verdict.facts.too-large"));
        }
        var key = raw.signature().flatMap(signature -> keys.stream()
                .filter(known -> known.signed(raw.facts(), signature)).findFirst());
        if (raw.signature().isPresent() && key.isEmpty()) {
            return new Refused(Text.of(keys.isEmpty() ? "verdict.facts.no-keys" : "verdict.facts.other-key"));
        }
        try {
            var catalog = CatalogReader.read(new ByteArrayInputStream(raw.facts()));
            if (catalog.version().compareTo(oldest) < 0) {
                return new Refused(Text.of("verdict.facts.older", catalog.version().text(), oldest.text()));
            }
            return key.<FactsFile>map(known -> new Signed(catalog, raw, known.name()))
                    .orElseGet(() -> new Unsigned(catalog, raw));
        } catch (CatalogReader.OtherSchema e) {
            return new Refused(Text.of("verdict.facts.schema", e.schema(), CatalogReader.SCHEMA));
        } catch (IOException e) {
            return new Refused(Text.of("verdict.facts.damaged", String.valueOf(e.getMessage())));
        }
    }
}
