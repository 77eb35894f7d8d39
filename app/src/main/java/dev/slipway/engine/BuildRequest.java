package dev.slipway.engine;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image to build.
 *
 * @param tag the name it gets
 * @param files the build's context by path ("scripts/install.sh"), with the Dockerfile under {@code Dockerfile}; paths
 *     of at most 100 ASCII characters
 * @param arguments values of build arguments, such as those for proxies, which every Dockerfile knows
 * @param hostNetwork whether its commands run on the network of the engine's host, where servers on loopback answer;
 *     else on the engine's usual network for builds
 */
public record BuildRequest(String tag, Map<String, byte[]> files, Map<String, String> arguments,
        boolean hostNetwork) {
    /** The name of the Dockerfile in the context. */
    public static final String DOCKERFILE = "Dockerfile";

    /** Freezes the maps, keeping their order. */
    public BuildRequest {
        if (!files.containsKey(DOCKERFILE)) {
            throw new IllegalArgumentException("a build without a Dockerfile");
        }
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuildRequest that && tag.equals(that.tag)
                && arguments.equals(that.arguments) && hostNetwork == that.hostNetwork
                && files.keySet().equals(that.files.keySet()) && files.entrySet().stream()
                        .allMatch(file -> Arrays.equals(file.getValue(), that.files.get(file.getKey())));
    }

    @Override
    public int hashCode() {
        return tag.hashCode();
    }
}
