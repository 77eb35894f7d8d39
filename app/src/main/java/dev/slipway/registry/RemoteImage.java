package dev.slipway.registry;

import dev.slipway.catalog.Reference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a registry says of an image, read without a pull. Untrusted, but of the digest it was promised under.
 *
 * @param reference where it was read, after any mirror
 * @param digest the digest of what the reference names: an index, or the manifest itself
 * @param architecture in container terms
 * @param os "linux"
 * @param environment its variables
 * @param labels its labels
 * @param entrypoint may be empty
 * @param command may be empty
 * @param user as written in the image; may be empty
 * @param workingDir may be empty
 * @param layers lowest first
 * @param configBytes the size of its configuration
 */
public record RemoteImage(Reference reference, String digest, String architecture, String os,
        Map<String, String> environment, Map<String, String> labels, List<String> entrypoint, List<String> command,
        String user, String workingDir, List<Layer> layers, long configBytes) {
    /**
     * What unpacking makes of compressed layers: usually 2 to 2.5 times as much. The upper end, since the question is
     * whether it fits.
     */
    public static final double UNPACKED_PER_COMPRESSED = 2.5;

    /** Freezes the collections. */
    public RemoteImage {
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        layers = List.copyOf(layers);
    }

    /**
     * A layer.
     *
     * @param digest of the compressed layer
     * @param bytes compressed
     * @param diffId the digest of the unpacked layer, by which engines know layers they hold
     */
    public record Layer(String digest, long bytes, Optional<String> diffId) {
    }

    /** What a pull downloads where none of it is here yet. */
    public long compressedBytes() {
        return configBytes + layers.stream().mapToLong(Layer::bytes).sum();
    }

    /**
     * What a pull downloads beside what is here. A layer that comes twice is downloaded once.
     *
     * @param here the diff ids of the layers the engine holds
     */
    public long downloadBytes(Set<String> here) {
        var seen = new HashSet<String>();
        return configBytes + layers.stream().filter(layer -> layer.diffId().filter(here::contains).isEmpty())
                .filter(layer -> seen.add(layer.digest())).mapToLong(Layer::bytes).sum();
    }

    /** An estimate of the disk space that {@code downloaded} compressed bytes take once unpacked. */
    public static long unpackedEstimate(long downloaded) {
        return Math.round(downloaded * UNPACKED_PER_COMPRESSED);
    }
}
