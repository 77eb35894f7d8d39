package dev.slipway.layer;

import dev.slipway.engine.LocalImage;
import dev.slipway.environment.Extras.Packages;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A layer that is on the engine.
 *
 * @param tag its name
 * @param base the image it stands on, as it was called then
 * @param needs what it adds
 * @param bytes what it takes beyond its base image
 * @param created when it was built
 * @param usedBy the sessions whose containers, running or not, are made of it
 */
public record Layer(String tag, String base, LayerNeeds needs, long bytes, Instant created, List<String> usedBy) {
    /** Freezes the list. */
    public Layer {
        usedBy = List.copyOf(usedBy);
    }

    /** The layer of an image with Slipway's labels; empty for an image that no longer has its name. */
    static Optional<Layer> of(LocalImage image, List<String> usedBy) {
        var labels = image.labels();
        return image.references().stream().filter(name -> name.startsWith(LayerPlan.REPOSITORY + ":")).findFirst()
                .map(tag -> new Layer(tag, labels.getOrDefault(LayerPlan.BASE_LABEL, ""),
                        new LayerNeeds(flag(labels.get(LayerPlan.NEEDS_LABEL + "jupyter")),
                                flag(labels.get(LayerPlan.NEEDS_LABEL + "ssh")),
                                new Packages(words(labels.get(LayerPlan.NEEDS_LABEL + "pip")),
                                        words(labels.get(LayerPlan.NEEDS_LABEL + "conda")),
                                        words(labels.get(LayerPlan.NEEDS_LABEL + "apt")))),
                        Math.max(0, image.sizeBytes() - number(labels.get(LayerPlan.BASE_BYTES_LABEL))),
                        image.created(), usedBy));
    }

    private static boolean flag(String text) {
        return "true".equals(text);
    }

    private static List<String> words(String text) {
        return text == null || text.isBlank() ? List.of() : Arrays.asList(text.strip().split(" +"));
    }

    private static long number(String text) {
        return text == null || !text.matches("\\d{1,18}") ? 0 : Long.parseLong(text);
    }
}
