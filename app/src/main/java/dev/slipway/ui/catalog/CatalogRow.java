package dev.slipway.ui.catalog;

import dev.slipway.base.Bytes;
import dev.slipway.base.Texts;
import dev.slipway.base.Version;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.compat.ImageRow;
import dev.slipway.compat.Verdict;
import dev.slipway.gpu.Gpu;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line of the table of images, already in words, so that drawing and filtering only compare strings.
 *
 * @param image what it is about
 * @param verdict "Runs", "RTX 4090 only", "Fails", ...
 * @param version the framework's version, or the tag where none is known
 * @param family the repository, short
 * @param size what a pull downloads, in words; unpacked size for an image that is only here
 * @param pulled in words, empty when it is not pulled
 * @param haystack everything a filter looks at, in lower case
 */
public record CatalogRow(ImageRow image, String verdict, String version, String family, String cuda, String cudnn,
        String python, String flavour, String jupyter, String compile, String size, String pulled, String recommended,
        String haystack) {
    static final Comparator<CatalogRow> BY_VERDICT = Comparator.comparing(CatalogRow::level)
            .thenComparing(row -> -row.image.verdict().gpus().size());
    static final Comparator<CatalogRow> BY_VERSION = Comparator.comparing(row -> row.entry().frameworkVersion(),
            CatalogRow::compare);
    static final Comparator<CatalogRow> BY_CUDA = Comparator.comparing(row -> row.entry().cuda(), CatalogRow::compare);
    static final Comparator<CatalogRow> BY_CUDNN = Comparator.comparing(
            row -> row.entry().cudnn().flatMap(Version::parse), CatalogRow::compare);
    static final Comparator<CatalogRow> BY_PYTHON = Comparator.comparing(
            row -> row.entry().python().flatMap(Version::parse), CatalogRow::compare);
    static final Comparator<CatalogRow> BY_SIZE = Comparator.comparing(CatalogRow::bytes);

    private static final String NOTHING = "—";

    /** Puts a row into words. */
    static CatalogRow of(ImageRow image, List<Gpu> gpus, Texts texts) {
        var entry = image.entry();
        var verdict = word(image.verdict(), gpus, texts);
        var jupyter = texts.of("images.jupyter." + id(entry.jupyter()));
        var compile = texts.of("images.compile." + id(entry.compile()));
        var recommended = entry.recommendation().map(it -> texts.of("images.recommended." + id(it))).orElse("");
        var cuda = entry.cuda().map(Version::text).orElse(entry.cpuOnly() ? "CPU" : NOTHING);
        var haystack = String.join(" ", entry.reference(), entry.framework().label(), entry.family(), verdict,
                "cuda" + cuda, "cuda " + cuda, "py" + entry.python().orElse(""), "python " + entry.python().orElse(""),
                entry.flavour().orElse(""), jupyter, recommended, image.local().isPresent() ? "pulled" : "")
                .toLowerCase(Locale.ROOT);
        return new CatalogRow(image, verdict, entry.frameworkVersion().map(Version::text).orElse(entry.tag()),
                family(entry), cuda, entry.cudnn().orElse(NOTHING), entry.python().orElse(NOTHING),
                entry.flavour().orElse(NOTHING), jupyter, compile, size(image),
                image.local().isPresent() ? texts.of("images.pulled.yes") : "", recommended, haystack);
    }

    /** The verdict in a word or two; names the GPUs where it runs on some of them only. */
    static String word(Verdict verdict, List<Gpu> gpus, Texts texts) {
        if (verdict.reasons().contains(Verdict.Reason.SOME_GPUS_ONLY) && !verdict.gpus().isEmpty()) {
            var names = gpus.stream().filter(gpu -> verdict.gpus().contains(gpu.index())).map(Gpu::shortName)
                    .distinct().collect(Collectors.joining(", "));
            return texts.of("images.verdict.only", names);
        }
        return texts.of("app.verdict." + verdict.level().id());
    }

    /** What the image is. */
    ImageEntry entry() {
        return image.entry();
    }

    /** The verdict's level. */
    Verdict.Level level() {
        return image.verdict().level();
    }

    /** Whether it runs here, at least on one GPU. */
    boolean runs() {
        return level() == Verdict.Level.RUNS || level() == Verdict.Level.CAVEAT;
    }

    private static String family(ImageEntry entry) {
        var repository = entry.repository();
        return (repository.startsWith("nvcr.io/") ? "NGC " : "")
                + repository.substring(repository.lastIndexOf('/') + 1);
    }

    private long bytes() {
        return entry().compressedBytes().or(() -> image.local().map(it -> it.sizeBytes())).orElse(-1L);
    }

    private static String size(ImageRow image) {
        return image.entry().compressedBytes().or(() -> image.local().map(it -> it.sizeBytes()))
                .map(Bytes::inWords).orElse(NOTHING);
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int compare(Optional<Version> one, Optional<Version> other) {
        return one.isPresent() && other.isPresent() ? one.get().compareTo(other.get())
                : Boolean.compare(one.isPresent(), other.isPresent());
    }
}
