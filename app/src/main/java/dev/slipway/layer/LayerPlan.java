package dev.slipway.layer;

import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.ImageConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One layer, worked out: pure. Its tag follows from the content of the base image and of all files, so that
 * environments with the same image and packages share one layer, and a changed one is another.
 *
 * @param base the image it stands on
 * @param needs what it adds
 * @param hash of the content, in hexadecimal
 * @param dockerfile the Dockerfile as it is built
 * @param files the context without the Dockerfile, by path
 */
public record LayerPlan(String base, LayerNeeds needs, String hash, String dockerfile, Map<String, byte[]> files) {
    /** The name of all layers. */
    public static final String REPOSITORY = "localhost/slipway/layer";
    /** Marks Slipway's layers; holds the hash. */
    public static final String LABEL = "dev.slipway.layer";
    /** Stands in every image between the steps of a build too; holds the hash. */
    static final String BUILD_LABEL = "dev.slipway.layer.build";
    static final String BASE_LABEL = "dev.slipway.layer.base";
    static final String BASE_BYTES_LABEL = "dev.slipway.layer.base-bytes";
    static final String NEEDS_LABEL = "dev.slipway.layer.";
    /** Where the files lie inside. */
    static final String FOLDER = "/opt/slipway/layer";

    private static final int HASH_DIGITS = 24;
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,99}");

    /**
     * Plans a layer.
     *
     * @param base an image reference that is on the engine
     * @param image the image's configuration
     * @param needs not empty
     */
    public static LayerPlan of(String base, ImageConfig image, LayerNeeds needs) {
        var files = new LinkedHashMap<String, byte[]>();
        LayerFiles.of(needs).forEach((name, content) -> files.put("slipway/" + name, content));
        var hash = hash(fingerprint(base, image), dockerfile(base, image, needs, ""), files);
        return new LayerPlan(base, needs, hash, dockerfile(base, image, needs, hash), files);
    }

    /** What makes the base image what it is. A mirror has it under another name, which makes no difference. */
    private static String fingerprint(String base, ImageConfig image) {
        return image.layers().isEmpty() ? base + " " + image.sizeBytes()
                : String.join(" ", image.layers()) + " " + new TreeMap<>(image.environment()) + " " + image.user();
    }

    private static String dockerfile(String base, ImageConfig image, LayerNeeds needs, String hash) {
        var lines = new ArrayList<String>();
        lines.add("# Written by Slipway: what an environment has beyond its image. See slipway/install.sh.");
        if (!hash.isEmpty()) {
            lines.add("FROM " + base);
            lines.add("LABEL " + BUILD_LABEL + "=\"" + hash + "\"");
        }
        lines.add("USER root");
        lines.add("COPY slipway/ " + FOLDER + "/");
        tasks(needs).forEach(task -> lines.add(
                "RUN [\"/bin/sh\", \"" + FOLDER + "/install.sh\", \"" + task + "\"]"));
        if (USER.matcher(image.user()).matches()) {
            lines.add("USER " + image.user());
        }
        if (!hash.isEmpty()) {
            lines.add(labels(base, image, needs, hash));
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> tasks(LayerNeeds needs) {
        var tasks = new ArrayList<String>();
        tasks.add("before");
        if (!needs.packages().apt().isEmpty()) {
            tasks.add("system");
        }
        if (!needs.packages().conda().isEmpty()) {
            tasks.add("conda");
        }
        if (needs.ssh()) {
            tasks.add("ssh");
        }
        if (needs.jupyter()) {
            tasks.add("jupyter");
        }
        if (!needs.packages().pip().isEmpty()) {
            tasks.add("pip");
        }
        tasks.add("check");
        return tasks;
    }

    private static String hash(String image, String dockerfile, Map<String, byte[]> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            add(digest, LayerFiles.bytes(image));
            add(digest, LayerFiles.bytes(dockerfile));
            new TreeMap<>(files).forEach((name, content) -> {
                add(digest, LayerFiles.bytes(name));
                add(digest, content);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    /** The image's name. */
    public String tag() {
        return REPOSITORY + ":" + hash;
    }

    /** The labels of the finished image, from which it is known again; one instruction, since each makes an image. */
    private static String labels(String base, ImageConfig image, LayerNeeds needs, String hash) {
        var labels = new TreeMap<String, String>();
        labels.put(LABEL, hash);
        labels.put(BASE_LABEL, base);
        labels.put(BASE_BYTES_LABEL, Long.toString(image.sizeBytes()));
        labels.put(NEEDS_LABEL + "jupyter", Boolean.toString(needs.jupyter()));
        labels.put(NEEDS_LABEL + "ssh", Boolean.toString(needs.ssh()));
        labels.put(NEEDS_LABEL + "pip", String.join(" ", needs.packages().pip()));
        labels.put(NEEDS_LABEL + "conda", String.join(" ", needs.packages().conda()));
        labels.put(NEEDS_LABEL + "apt", String.join(" ", needs.packages().apt()));
        // Neither a reference nor a package's name holds a quote, a backslash or a dollar.
        return labels.entrySet().stream().map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(" \\\n      ", "LABEL ", ""));
    }

    /**
     * The build of it. Mirrors are in the context but not in the tag: what comes from them is the same.
     *
     * @param proxies variables for the build's commands, such as {@code http_proxy}
     */
    BuildRequest request(Indexes mirrors, Map<String, String> proxies) {
        var context = new LinkedHashMap<String, byte[]>();
        context.put(BuildRequest.DOCKERFILE, LayerFiles.bytes(dockerfile));
        context.putAll(files);
        mirrors.files().forEach((name, content) -> context.put("slipway/" + name, content));
        return new BuildRequest(tag(), context, proxies,
                mirrors.onLoopback() || proxies.values().stream().anyMatch(Indexes::loopback));
    }

    /** The lists of packages, as the Dockerfile's script reads them, by name. */
    public Map<String, String> lists() {
        var lists = new LinkedHashMap<String, String>();
        files.forEach((name, content) -> {
            if (name.endsWith(".txt")) {
                lists.put(name, new String(content, StandardCharsets.UTF_8));
            }
        });
        return lists;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LayerPlan that && hash.equals(that.hash) && base.equals(that.base);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }
}
