package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.ImageEntry;

/** Which images are expected to check the driver themselves (NVIDIA_REQUIRE_CUDA), before they have been read. */
final class Labels {
    /** From about here on, pytorch/pytorch builds its devel images on plain Ubuntu, which carries no label. */
    private static final Version PLAIN_DEVEL = Version.of("2.10");

    private Labels() {
    }

    /** How sure it is that an image carries the label of nvidia/cuda of its CUDA version. */
    enum Expected {
        /** Such images were read and carry it. */
        KNOWN,
        /** Some of its kind do. */
        LIKELY,
        /** Nothing says so. */
        NO
    }

    static Expected expected(ImageEntry entry, Facts facts) {
        if (facts.labelledFamilies().contains(entry.family())) {
            return Expected.KNOWN;
        }
        boolean devel = entry.family().equals("pytorch") && entry.flavour().filter("devel"::equals).isPresent();
        return devel && entry.frameworkVersion().filter(version -> version.compareTo(PLAIN_DEVEL) < 0).isPresent()
                ? Expected.LIKELY : Expected.NO;
    }

    /** Whether NVIDIA's own images are meant, which hold a check whose terms are not known. */
    static boolean unread(ImageEntry entry) {
        return entry.family().startsWith("ngc-") || entry.family().equals("triton");
    }
}
