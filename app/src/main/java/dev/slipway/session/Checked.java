package dev.slipway.session;

import dev.slipway.base.Failure;
import dev.slipway.compat.Verdict;
import dev.slipway.registry.RemoteImage;
import java.util.Optional;
import java.util.Set;

/**
 * A verdict, and what its image's registry said where it had to be asked.
 *
 * @param remote what the registry said
 * @param notAsked why the registry could not be asked
 * @param layersHere the layers the engine holds, by diff id
 * @param freeBytes free disk space where the engine keeps its images
 */
public record Checked(Verdict verdict, Optional<RemoteImage> remote, Optional<Failure> notAsked,
        Set<String> layersHere, Optional<Long> freeBytes) {
    /** Freezes the set. */
    public Checked {
        layersHere = Set.copyOf(layersHere);
    }

    /** A verdict that no registry was needed for. */
    public static Checked known(Verdict verdict) {
        return new Checked(verdict, Optional.empty(), Optional.empty(), Set.of(), Optional.empty());
    }

    /** What a pull would load, where the registry told. */
    public Optional<Pull> pull() {
        return remote.map(image -> {
            long download = image.downloadBytes(layersHere);
            return new Pull(download, image.compressedBytes() - download, RemoteImage.unpackedEstimate(download),
                    freeBytes);
        });
    }

    /**
     * What a pull would load, in bytes.
     *
     * @param download compressed, beside what is here
     * @param shared compressed, which images here hold already
     * @param unpacked an estimate of what the download takes on disk
     * @param free disk space where the engine keeps its images
     */
    public record Pull(long download, long shared, long unpacked, Optional<Long> free) {
        /** Whether it is known not to fit. */
        public boolean tooLarge() {
            return free.filter(it -> it < unpacked).isPresent();
        }
    }
}
