package dev.slipway.engine;

import dev.slipway.registry.RemoteImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an image says of itself. Untrusted.
 *
 * @param architecture in container terms
 * @param os "linux"
 * @param environment its variables
 * @param labels its labels
 * @param entrypoint may be empty
 * @param command may be empty
 * @param user as written in the image: name, uid, uid:gid or empty
 * @param workingDir may be empty
 * @param sizeBytes unpacked size
 * @param layers the digests of its unpacked layers (diff ids), lowest first; empty where they are not told
 */
public record ImageConfig(
        String architecture,
        String os,
        Map<String, String> environment,
        Map<String, String> labels,
        List<String> entrypoint,
        List<String> command,
        String user,
        String workingDir,
        long sizeBytes,
        List<String> layers) {
    /** Freezes the collections. */
    public ImageConfig {
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        layers = List.copyOf(layers);
    }

    /** A configuration whose layers are not told. */
    public ImageConfig(String architecture, String os, Map<String, String> environment, Map<String, String> labels,
            List<String> entrypoint, List<String> command, String user, String workingDir, long sizeBytes) {
        this(architecture, os, environment, labels, entrypoint, command, user, workingDir, sizeBytes, List.of());
    }

    /** The same of an image that is not here but was looked up; its size is an estimate. */
    public static ImageConfig of(RemoteImage image) {
        return new ImageConfig(image.architecture(), image.os(), image.environment(), image.labels(),
                image.entrypoint(), image.command(), image.user(), image.workingDir(),
                RemoteImage.unpackedEstimate(image.compressedBytes()),
                image.layers().stream().map(RemoteImage.Layer::diffId).flatMap(Optional::stream).toList());
    }
}
