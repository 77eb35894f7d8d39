package dev.slipway.engine;

import java.util.List;
import java.util.Map;

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
        long sizeBytes) {
    /** Freezes the collections. */
    public ImageConfig {
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
    }
}
