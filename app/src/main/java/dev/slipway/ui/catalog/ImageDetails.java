package dev.slipway.ui.catalog;

import dev.slipway.base.Bytes;
import dev.slipway.base.Texts;
import dev.slipway.compat.SourceWords;
import dev.slipway.compat.Verdict;
import dev.slipway.gpu.Gpu;
import dev.slipway.registry.RemoteImage;
import dev.slipway.session.Checked;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the details pane says of the selected image, in words.
 *
 * @param word the verdict in a word
 * @param sentence the verdict in one sentence
 * @param points the numbers behind it
 * @param facts what is inside the image
 * @param suggestion the nearest reference that runs here
 * @param suggestionLabel what kind of suggestion it is
 * @param launchLabel the text of the button that makes an environment of it
 * @param origin where the most important fact comes from and how sure the facts are
 * @param sources all sources, one a line
 * @param pinned the reference by digest, where the digest is known
 */
public record ImageDetails(String reference, String repository, String tag, Verdict.Level level, String word,
        String sentence, List<Line> points, List<Line> facts, Optional<String> suggestion, String suggestionLabel,
        String launchLabel, String origin, String sources, Optional<String> pinned) {

    private static final int LONGEST = 60;

    /**
     * A label and its value; {@code met} is false where the value is the trouble. {@code origin} is where the fact
     * comes from and how sure it is; empty where there is nothing to say.
     */
    public record Line(String label, String value, boolean met, String origin) {
        /** A line of which nothing more is to be said. */
        Line(String label, String value, boolean met) {
            this(label, value, met, "");
        }
    }

    /**
     * Puts a row into words.
     *
     * @param freeBytes free space where the engine keeps its images, where that is known
     * @param digest what the registry has told the reference stands for
     * @param pull what a pull would load, where the registry was asked for just this
     */
    static ImageDetails of(CatalogRow row, List<Gpu> gpus, Optional<Long> freeBytes, Optional<String> digest,
            Optional<Checked.Pull> pull, Texts texts) {
        var entry = row.entry();
        var verdict = row.image().verdict();
        var some = verdict.reasons().contains(Verdict.Reason.SOME_GPUS_ONLY);
        var names = gpus.stream().filter(gpu -> verdict.gpus().contains(gpu.index())).map(Gpu::shortName).distinct()
                .collect(Collectors.joining(", "));
        return new ImageDetails(entry.reference(), entry.repository(), entry.tag(), verdict.level(),
                row.verdict(), texts.of(verdict.summary()),
                verdict.points().stream()
                        .map(point -> new Line(texts.of(point.label()), texts.of(point.value()), point.met(),
                                texts.of(point.origin()))).toList(),
                facts(row, freeBytes, pull, texts), verdict.suggestion().filter(it -> !it.equals(entry.reference())),
                texts.of(some ? "images.details.nearest-on-all" : "images.details.nearest"),
                some && !names.isEmpty() ? texts.of("images.details.new-on", names) : texts.of("images.details.new"),
                origin(verdict, texts), verdict.sources().stream()
                        .map(source -> SourceWords.of(source).map(texts::of).orElse(source))
                        .collect(Collectors.joining("\n")),
                Pin.of(entry.reference(), row.image().local(), digest));
    }

    /** Whether it does not run here at all, so that the reasons answer "why not?". */
    boolean fails() {
        return level == Verdict.Level.FAILS;
    }

    private static List<Line> facts(CatalogRow row, Optional<Long> freeBytes, Optional<Checked.Pull> pull,
            Texts texts) {
        var facts = new ArrayList<Line>();
        add(facts, texts, "recommended", row.recommended());
        add(facts, texts, "cuda", row.cuda());
        add(facts, texts, "cudnn", row.cudnn());
        add(facts, texts, "python", row.python());
        add(facts, texts, "jupyter", row.jupyter());
        add(facts, texts, "compile", row.compile());
        var download = row.entry().compressedBytes().isPresent();
        add(facts, texts, download ? "download" : "size", row.size());
        pull.filter(it -> it.shared() > 0).ifPresent(it -> facts.add(new Line(texts.of("images.details.shared"),
                texts.of("images.details.shared.of", Bytes.inWords(it.shared())), true)));
        if (pull.isPresent()) {
            facts.add(disk(pull.get().unpacked(), pull.get().free(), texts));
        } else if (row.image().local().isEmpty()) {
            row.entry().compressedBytes().map(RemoteImage::unpackedEstimate)
                    .ifPresent(bytes -> facts.add(disk(bytes, freeBytes, texts)));
        }
        add(facts, texts, "pulled", row.pulled());
        return facts;
    }

    /** What a pull takes on disk, about, and whether that is there. */
    private static Line disk(long unpacked, Optional<Long> freeBytes, Texts texts) {
        var words = Bytes.inWords(unpacked);
        return new Line(texts.of("images.details.disk"),
                freeBytes.map(free -> texts.of("images.details.disk.of", words, Bytes.inWords(free)))
                        .orElseGet(() -> texts.of("images.details.disk.about", words)),
                freeBytes.filter(free -> free < unpacked).isEmpty());
    }

    private static void add(List<Line> facts, Texts texts, String name, String value) {
        if (!value.isEmpty() && !value.equals("—")) {
            facts.add(new Line(texts.of("images.details." + name), value, true));
        }
    }

    private static String origin(Verdict verdict, Texts texts) {
        var confidence = texts.of("images.confidence." + verdict.confidence());
        if (verdict.sources().isEmpty()) {
            return texts.of("images.details.confidence", confidence);
        }
        var first = place(verdict.sources().getFirst(), texts);
        var told = first.length() <= LONGEST ? first : first.substring(0, LONGEST) + "…";
        int more = verdict.sources().size() - 1;
        return more == 0 ? texts.of("images.details.origin", told, confidence)
                : texts.of("images.details.origin.more", told, more, confidence);
    }

    /** Our own words are told in the user's, an address by its host; anything else as it stands. */
    private static String place(String source, Texts texts) {
        var words = SourceWords.of(source);
        if (words.isPresent()) {
            return texts.of(words.get());
        }
        if (!source.startsWith("http")) {
            return source;
        }
        try {
            var host = URI.create(source).getHost();
            return host == null ? source : host;
        } catch (IllegalArgumentException _) {
            return source;
        }
    }
}
