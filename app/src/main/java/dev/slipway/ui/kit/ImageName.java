package dev.slipway.ui.kit;

import java.util.regex.Pattern;

/** Short names for image references. Pure. */
public final class ImageName {
    private static final Pattern CUDA = Pattern.compile("(?:cuda|cu)-?(\\d{1,2})(?:\\.(\\d{1,2}))?(?=\\D|$)");

    private ImageName() {
    }

    /** "pytorch 2.14.0 · CUDA 13.0" for pytorch/pytorch:2.14.0-cuda13.0-cudnn9-runtime; "NGC" for NVIDIA's registry. */
    public static String inShort(String reference) {
        var plain = reference.contains("@") ? reference.substring(0, reference.indexOf('@')) : reference;
        int slash = plain.lastIndexOf('/');
        int colon = plain.lastIndexOf(':');
        var repository = colon > slash ? plain.substring(0, colon) : plain;
        var tag = colon > slash ? plain.substring(colon + 1) : "";
        var name = repository.substring(repository.lastIndexOf('/') + 1);
        var version = tag.contains("-") ? tag.substring(0, tag.indexOf('-')) : tag;
        var cuda = CUDA.matcher(tag);
        var words = new StringBuilder(plain.startsWith("nvcr.io/") ? "NGC " : "").append(name);
        boolean found = cuda.find();
        // A tag that begins with its CUDA version says it once.
        if (!version.isEmpty() && !(found && cuda.start() == 0)) {
            words.append(' ').append(version);
        }
        if (found) {
            words.append(" · CUDA ").append(cuda.group(1)).append(cuda.group(2) == null ? "" : "." + cuda.group(2));
        }
        return words.toString();
    }
}
