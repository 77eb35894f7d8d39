package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.ImageEntry.Jupyter;
import dev.slipway.catalog.ImageEntry.Recommendation;
import dev.slipway.catalog.Reference;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.engine.ImageConfig;
import dev.slipway.engine.LocalImage;
import dev.slipway.machine.Machine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The table of images on one machine. Pure. */
public final class ImageTable {
    private static final Version NONE = Version.of("0");
    private static final Set<Framework> NOTEBOOK_FRAMEWORKS = Set.of(Framework.PYTORCH, Framework.TENSORFLOW,
            Framework.JAX);
    private static final List<String> FAMILIES_WITH_NOTEBOOKS = List.of("docker-stacks", "ngc-pytorch", "tensorflow");

    private ImageTable() {
    }

    /**
     * All rows: the catalogue's, and one for each further name of an image on the engine; what runs first, then what is
     * recommended, then the newest.
     *
     * @param configs what images on the engine say of themselves, by image id or by reference; may be incomplete
     */
    public static List<ImageRow> rows(Machine machine, Catalog catalog, List<LocalImage> pulled,
            Map<String, ImageConfig> configs) {
        var judge = new Judge(catalog);
        var bench = judge.on(machine);
        var byName = new HashMap<String, LocalImage>();
        for (var image : pulled) {
            image.references().forEach(reference -> byName.put(familiar(reference), image));
        }
        var rows = new ArrayList<ImageRow>();
        for (var entry : catalog.entries()) {
            var local = Optional.ofNullable(byName.remove(entry.reference()));
            var config = local.flatMap(image -> config(image, entry.reference(), configs));
            rows.add(new ImageRow(entry, bench.judge(entry, config), local));
        }
        byName.forEach((reference, image) -> {
            var config = config(image, reference, configs);
            var entry = judge.entry(reference, config).orElseGet(() -> LocalEntry.blank(reference));
            rows.add(new ImageRow(entry, bench.judge(entry, config), Optional.of(image)));
        });
        rows.sort(order(rows));
        return List.copyOf(rows);
    }

    /**
     * The row of any reference, pulled or not.
     *
     * @param reference as a person typed it; untrusted
     */
    public static ImageRow one(Machine machine, Catalog catalog, String reference, List<LocalImage> pulled,
            Map<String, ImageConfig> configs) {
        var judge = new Judge(catalog);
        var name = familiar(reference);
        var local = pulled.stream().filter(image -> image.references().stream()
                .anyMatch(known -> familiar(known).equals(name))).findFirst();
        var config = local.flatMap(image -> config(image, name, configs));
        var entry = judge.entry(reference, config).orElseGet(() -> LocalEntry.blank(name));
        return new ImageRow(entry, judge.judge(machine, reference, config), local);
    }

    private static String familiar(String reference) {
        return Reference.parse(reference).map(Reference::familiar).orElse(reference);
    }

    private static Optional<ImageConfig> config(LocalImage image, String reference, Map<String, ImageConfig> configs) {
        return Stream.concat(Stream.of(image.id(), reference), image.references().stream())
                .map(configs::get).filter(Objects::nonNull).findFirst();
    }

    /**
     * The image to offer for a first notebook: with Jupyter inside, not an old one where there is another, one that
     * runs cleanly on some GPU here before one with a caveat, one that is here before one to pull, the newest;
     * empty when there is none.
     */
    public static Optional<ImageRow> best(List<ImageRow> rows) {
        return best(rows, row -> row.entry().jupyter() == Jupyter.LAB || row.entry().jupyter() == Jupyter.NOTEBOOK);
    }

    /**
     * The image to offer for a first notebook where none with Jupyter runs: one with a framework, chosen in the same
     * order, to which Jupyter has to be added; empty when there is none.
     */
    public static Optional<ImageRow> bestWithoutJupyter(List<ImageRow> rows) {
        return best(rows, row -> NOTEBOOK_FRAMEWORKS.contains(row.entry().framework())
                && (row.entry().jupyter() == Jupyter.NONE || row.entry().jupyter() == Jupyter.UNKNOWN));
    }

    private static Optional<ImageRow> best(List<ImageRow> rows, Predicate<ImageRow> suited) {
        return rows.stream().filter(suited)
                .filter(row -> row.verdict().level() == Level.RUNS || row.verdict().level() == Level.CAVEAT)
                .filter(row -> !row.verdict().gpus().isEmpty())
                .min(Comparator.<ImageRow, Boolean>comparing(
                        row -> row.entry().recommendation().equals(Optional.of(Recommendation.LEGACY)))
                        .thenComparing(row -> !clean(row.verdict()))
                        .thenComparing(row -> row.local().isEmpty())
                        .thenComparing(row -> row.entry().framework() != Framework.PYTORCH)
                        .thenComparingInt(row -> family(row.entry()))
                        .thenComparing(row -> !row.entry().tag().endsWith("-latest"))
                        .thenComparing(newest()));
    }

    /** Runs without a caveat on the GPUs it runs on: on a mixed machine, the newer GPU deserves the newer image. */
    private static boolean clean(Verdict verdict) {
        return verdict.reasons().stream().noneMatch(reason -> switch (reason) {
            case MINOR_VERSION, FORWARD_COMPAT, FIRST_START_COMPILES -> true;
            case DRIVER_TOO_OLD, PTX_NEEDS_NEWER_DRIVER, GPU_TOO_OLD, GPU_TOO_NEW, NO_GPU, CPU_ONLY_IMAGE,
                    IMAGE_REQUIRES_NEWER_DRIVER, WRONG_ARCHITECTURE, NO_SUCH_TAG, UNKNOWN_IMAGE, SOME_GPUS_ONLY,
                    NO_DRIVER, OTHER_L4T -> false;
        });
    }

    private static int family(ImageEntry entry) {
        int at = FAMILIES_WITH_NOTEBOOKS.indexOf(entry.family());
        return at < 0 ? FAMILIES_WITH_NOTEBOOKS.size() : at;
    }

    private static Comparator<ImageRow> newest() {
        return Comparator.comparing((ImageRow row) -> row.entry().frameworkVersion().orElse(NONE)).reversed()
                .thenComparing(Comparator.comparing((ImageRow row) -> row.entry().cuda().orElse(NONE)).reversed())
                .thenComparing(Comparator.comparing((ImageRow row) -> Version.parse(row.entry().tag()).orElse(NONE))
                        .reversed());
    }

    /** The last release for an old GPU is worth its place only where it is the newest such that runs here. */
    private static Comparator<ImageRow> order(List<ImageRow> rows) {
        var last = rows.stream().filter(row -> isLast(row) && !row.verdict().gpus().isEmpty())
                .map(row -> row.entry().frameworkVersion().orElse(NONE)).max(Comparator.naturalOrder()).orElse(NONE);
        return Comparator.<ImageRow>comparingInt(row -> row.verdict().level().ordinal())
                .thenComparingInt(row -> recommended(row, last))
                .thenComparingInt(row -> row.entry().framework().ordinal())
                .thenComparing(newest())
                .thenComparing(row -> !row.entry().seen())
                .thenComparing(row -> !row.entry().flavour().orElse("").equals("runtime"))
                .thenComparing(row -> row.entry().reference());
    }

    private static boolean isLast(ImageRow row) {
        return row.entry().recommendation().equals(Optional.of(Recommendation.LAST_FOR_OLD_GPUS));
    }

    private static int recommended(ImageRow row, Version last) {
        return switch (row.entry().recommendation().orElse(null)) {
            case NEW_PROJECT -> 0;
            case PRODUCTION -> 1;
            case LAST_FOR_OLD_GPUS -> row.entry().frameworkVersion().orElse(NONE).compareTo(last) >= 0 ? 1 : 3;
            case LEGACY -> 3;
            case null -> 2;
        };
    }
}
