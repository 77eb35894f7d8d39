package dev.slipway.catalog;

import dev.slipway.base.Version;
import dev.slipway.catalog.ImageEntry.CompileMaturity;
import dev.slipway.catalog.ImageEntry.Jupyter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Images for Jetson boards: NVIDIA's l4t-* and those of dusty-nv/jetson-containers. What they are for stands in the
 * tag, as the release of L4T (Jetson Linux) that they were built for: r36.4.0.
 */
public final class JetsonTags {
    private static final Pattern RELEASE = Pattern.compile("(?:^|[-_])r(\\d{2}(?:\\.\\d{1,2}){1,2})(?=$|[-_])");
    private static final Pattern CUDA = Pattern.compile("[-_]cu(\\d\\d)(\\d)(?=$|[-_])");
    private static final Pattern LEADING = Pattern.compile("(\\d{1,2}\\.\\d{1,3}(?:\\.\\d{1,3})?)-r.*");

    private JetsonTags() {
    }

    /** Whether an image is for Jetson boards of one release of L4T. */
    public static boolean isJetsons(ImageEntry entry) {
        return entry.family().startsWith("l4t-");
    }

    /** The release of L4T that a tag names. */
    public static Optional<Version> release(String tag) {
        var match = RELEASE.matcher(tag);
        return match.find() ? Optional.of(Version.of(match.group(1))) : Optional.empty();
    }

    /** The image behind a tag of a repository that holds nothing but images for Jetson boards. */
    static Optional<ImageEntry> entry(Reference reference, String tag, Facts facts) {
        boolean nvidias = reference.registry().equals("nvcr.io") && reference.path().startsWith("nvidia/l4t-");
        boolean dustys = reference.registry().equals("docker.io") && reference.path().startsWith("dustynv/");
        var release = release(tag);
        if (!nvidias && !dustys || release.isEmpty()) {
            return Optional.empty();
        }
        var known = facts.jetsons().releases(release.get());
        var name = reference.path().substring(reference.path().indexOf('/') + 1).replaceFirst("^l4t-", "");
        var framework = name.equals("pytorch") ? Framework.PYTORCH : name.equals("tensorflow") ? Framework.TENSORFLOW
                : name.equals("jax") ? Framework.JAX : Framework.OTHER;
        var leading = LEADING.matcher(tag);
        var cuda = CUDA.matcher(tag);
        return Optional.of(new ImageEntry(reference.withTag(tag).familiar(), "l4t-other", framework,
                framework != Framework.OTHER && leading.matches() ? Optional.of(Version.of(leading.group(1)))
                        : Optional.empty(),
                cuda.find() ? Optional.of(Version.of(cuda.group(1) + "." + cuda.group(2))) : Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of("jetson"), Jupyter.UNKNOWN, CompileMaturity.UNKNOWN,
                Optional.empty(), Set.of("arm64"), known.map(one -> new GpuCode(one.code(), Set.of())), false,
                Optional.empty(), "low", List.of("Inferred from the form of the tag"), false));
    }
}
