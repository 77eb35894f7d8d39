package dev.slipway.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** An image as registries keep it: configuration, layers, manifest. */
public record Content(byte[] config, List<byte[]> layers, byte[] manifest) {
    /** An image of two layers with these variables. */
    public static Content image(String architecture, String... environment) {
        var layer = ("layer for " + architecture + " ").repeat(100).getBytes(StandardCharsets.UTF_8);
        var second = "a second layer".getBytes(StandardCharsets.UTF_8);
        var variables = String.join("\",\"", environment);
        var config = ("{\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"config\":{\"Env\":[\"" + variables
                + "\"],\"Labels\":{\"maker\":\"Slipway\"},\"Cmd\":[\"sh\"],\"User\":\"1000\",\"WorkingDir\":\"/work\"},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:" + "a".repeat(64) + "\",\"sha256:"
                + "b".repeat(64) + "\"]}}").getBytes(StandardCharsets.UTF_8);
        var manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + RegistryClient.MANIFEST + "\",\"config\":{"
                + "\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"" + Sha.sha256(config)
                + "\",\"size\":" + config.length + "},\"layers\":[" + listed(layer) + "," + listed(second) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        return new Content(config, List.of(layer, second), manifest);
    }

    private static String listed(byte[] layer) {
        return "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"" + Sha.sha256(layer)
                + "\",\"size\":" + layer.length + "}";
    }

    long bytes() {
        return config.length + layers.stream().mapToLong(layer -> layer.length).sum();
    }

    String digest() {
        return Sha.sha256(manifest);
    }

    /** An index over images and, as build tools add it, an attestation. */
    static byte[] index(Content amd64, Content arm64) {
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + RegistryClient.INDEX + "\",\"manifests\":["
                + entry(amd64, "unknown", "unknown") + "," + entry(amd64, "linux", "amd64") + ","
                + entry(arm64, "linux", "arm64") + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private static String entry(Content content, String os, String architecture) {
        return "{\"mediaType\":\"" + RegistryClient.MANIFEST + "\",\"digest\":\"" + content.digest() + "\",\"size\":"
                + content.manifest().length + ",\"platform\":{\"os\":\"" + os + "\",\"architecture\":\"" + architecture
                + "\"}}";
    }
}
