package dev.slipway.catalog;

import dev.slipway.base.Text;
import dev.slipway.base.Version;
import dev.slipway.catalog.ImageEntry.CompileMaturity;
import dev.slipway.catalog.ImageEntry.Jupyter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tags of pytorch/pytorch: VERSION-cudaX.Y-cudnnN-FLAVOUR, for every CUDA version in the build matrix. Articles are
 * full of tags that never existed, so each part is held against the matrix and the wrong ones are named.
 */
final class PytorchTags {
    /** Loose on purpose: it must also take apart what only looks like a tag of this repository. */
    private static final Pattern LOOSE = Pattern.compile("(\\d{1,2}\\.\\d{1,3}(?:\\.\\d{1,3})?)"
            + "(?:-cuda(\\d{1,2}(?:\\.\\d{1,2}){0,2}))?(?:-cudnn(\\d{1,2}))?((?:-[a-z0-9]+){0,4})");
    private static final List<String> FLAVOURS = List.of("runtime", "devel");
    private static final int MOST_NEAREST = 3;

    private final List<ImageEntry> rows;
    private final Builds builds;
    private final Facts facts;

    PytorchTags(List<ImageEntry> entries, Builds builds, Facts facts) {
        this.rows = entries.stream().filter(entry -> entry.family().equals("pytorch")).toList();
        this.builds = builds;
        this.facts = facts;
    }

    Lookup look(Reference reference, String tag) {
        var match = LOOSE.matcher(tag);
        if (!match.matches()) {
            return new Lookup.NotKnown();
        }
        var parts = new Parts(match.group(1), Optional.ofNullable(match.group(2)), Optional.ofNullable(match.group(3)),
                match.group(4).isEmpty() ? List.of() : List.of(match.group(4).substring(1).split("-")));
        if (parts.cuda().isEmpty() && parts.cudnn().isEmpty() && parts.words().equals(List.of("runtime"))) {
            // VERSION-runtime is a CPU build in the 2026 build scripts; whether it was published is not known.
            return new Lookup.NotKnown();
        }
        var wrong = wrong(parts);
        if (!wrong.isEmpty()) {
            return new Lookup.NoSuchTag(wrong, nearest(reference, tag, parts));
        }
        return new Lookup.Inferred(entry(reference, parts));
    }

    private List<Text> wrong(Parts parts) {
        var wrong = new ArrayList<Text>();
        var version = Version.of(parts.version());
        boolean newer = version.compareTo(builds.newest()) > 0 && builds.releases().get(parts.minor()) == null;
        if (version.components().size() < 3) {
            wrong.add(Text.of("verdict.tag.two-part-version", parts.version()));
        }
        var release = builds.releases().get(parts.minor());
        if (release != null) {
            if (version.components().size() >= 3 && release.patches().stream().noneMatch(parts.version()::equals)) {
                wrong.add(Text.of("verdict.tag.no-release", parts.version()));
            }
            parts.cuda().filter(cuda -> !release.variants().containsKey(cuda)).ifPresent(cuda -> wrong.add(
                    Text.of("verdict.tag.cuda-not-built", cuda, parts.minor(),
                            String.join(", ", release.variants().keySet()))));
        } else if (!newer) {
            wrong.add(Text.of("verdict.tag.no-release", parts.version()));
        }
        if (parts.cuda().isEmpty()) {
            wrong.add(Text.of("verdict.tag.cuda-missing"));
        }
        if (parts.cudnn().isEmpty()) {
            wrong.add(Text.of("verdict.tag.cudnn-missing"));
        } else {
            expectedCudnn(parts).filter(number -> !String.valueOf(number).equals(parts.cudnn().get()))
                    .ifPresent(number -> wrong.add(Text.of("verdict.tag.cudnn-other", parts.version(), number,
                            parts.cudnn().get())));
        }
        if (parts.words().size() != 1 || !FLAVOURS.contains(parts.words().getFirst())) {
            var unknown = parts.words().stream().filter(word -> !FLAVOURS.contains(word)).findFirst();
            wrong.add(unknown.map(word -> Text.of("verdict.tag.no-flavour", word))
                    .orElseGet(() -> Text.of("verdict.tag.flavour-missing")));
        }
        return wrong;
    }

    /** cuDNN changed with the release, not with the CUDA version, except at the very start. */
    private Optional<Integer> expectedCudnn(Parts parts) {
        var release = builds.releases().get(parts.minor());
        if (release == null) {
            return Optional.empty();
        }
        var exact = parts.cuda().map(release.variants()::get).flatMap(Builds.Variant::cudnn);
        if (exact.isPresent()) {
            return exact;
        }
        var all = new LinkedHashSet<Integer>();
        release.variants().values().forEach(variant -> variant.cudnn().ifPresent(all::add));
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /** What to use instead: what the facts name, else the same release with another CUDA, and the other way round. */
    private List<String> nearest(Reference reference, String tag, Parts parts) {
        var familiar = reference.withTag(tag).familiar();
        for (var dead : facts.deadTags()) {
            if (dead.reference().equals(familiar)) {
                return dead.nearest();
            }
        }
        var version = Version.of(parts.version());
        var cuda = parts.cuda().map(Version::of);
        var flavour = parts.words().contains("devel") ? "devel" : "runtime";
        var sameFlavour = rows.stream().filter(row -> row.flavour().orElse("").equals(flavour)).toList();
        var byVersion = Comparator.<ImageEntry>comparingLong(row -> distance(row.frameworkVersion().orElseThrow(),
                version));
        var byCuda = Comparator.<ImageEntry>comparingLong(row -> cuda.map(c -> distance(row.cuda().orElseThrow(), c))
                .orElse(0L));
        var nearest = new LinkedHashSet<String>();
        sameFlavour.stream().min(byVersion.thenComparing(byCuda)).ifPresent(row -> nearest.add(row.reference()));
        if (cuda.isPresent()) {
            sameFlavour.stream().min(byCuda.thenComparing(byVersion)).ifPresent(row -> nearest.add(row.reference()));
        }
        return nearest.stream().limit(MOST_NEAREST).toList();
    }

    private static long distance(Version one, Version other) {
        return Math.abs((one.major() - other.major()) * 10_000L + (one.minor() - other.minor()) * 100L
                + (one.component(2) - other.component(2)));
    }

    private ImageEntry entry(Reference reference, Parts parts) {
        var release = Optional.ofNullable(builds.releases().get(parts.minor()));
        var variant = release.flatMap(r -> Optional.ofNullable(r.variants().get(parts.cuda().orElseThrow())));
        var version = Version.of(parts.version());
        var sibling = rows.stream().filter(row -> row.frameworkVersion().filter(v -> v.major() == version.major()
                && v.minor() == version.minor()).isPresent()).findFirst();
        return new ImageEntry(reference.familiar(), "pytorch", Framework.PYTORCH, Optional.of(version),
                parts.cuda().map(Version::of), parts.cudnn(), sibling.flatMap(ImageEntry::python),
                Optional.of(parts.words().getFirst()), Jupyter.NONE,
                sibling.map(ImageEntry::compile).orElse(CompileMaturity.UNKNOWN), Optional.empty(), Set.of("amd64"),
                variant.flatMap(Builds.Variant::code), false, Optional.empty(), "low",
                variant.map(Builds.Variant::sources).orElse(List.of("Inferred from the form of the tag")), false);
    }

    private record Parts(String version, Optional<String> cuda, Optional<String> cudnn, List<String> words) {
        String minor() {
            var parsed = Version.of(version);
            return parsed.major() + "." + parsed.minor();
        }
    }
}
