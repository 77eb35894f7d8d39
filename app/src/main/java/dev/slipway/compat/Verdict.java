package dev.slipway.compat;

import dev.slipway.base.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether an image runs on a machine.
 *
 * @param level the answer
 * @param reasons why, the most important first; empty for a plain {@link Level#RUNS}
 * @param summary one sentence for a person, with the product names
 * @param points the numbers behind it, one line each ("Your driver" / "580.95 · CUDA 13.0")
 * @param suggestion the reference of the nearest tag that runs here, where this one does not run on all GPUs
 * @param gpus the indices of the GPUs it runs on
 * @param sources where the facts come from
 * @param confidence the weakest confidence among the facts used
 */
public record Verdict(
        Level level,
        List<Reason> reasons,
        Text summary,
        List<Point> points,
        Optional<String> suggestion,
        List<Integer> gpus,
        List<String> sources,
        String confidence) {
    private static final Pattern ADDRESS = Pattern.compile("https?://([^/\\s?#]+)");
    private static final int LONGEST_PLACE = 60;

    /** Freezes the lists. */
    public Verdict {
        reasons = List.copyOf(reasons);
        points = List.copyOf(points);
        gpus = List.copyOf(gpus);
        sources = List.copyOf(sources);
    }

    /** How sure the facts are, in a word or two. */
    public Text confidenceWords() {
        return Text.of("verdict.confidence." + confidence);
    }

    /** Where the facts come from and how sure they are, in a line. */
    public Text origin() {
        return origin(sources, confidence);
    }

    private static Text origin(List<String> sources, String confidence) {
        var sure = Text.of("verdict.confidence." + confidence);
        var places = sources.stream().map(Verdict::place).distinct().toList();
        return switch (places.size()) {
            case 0 -> Text.of("verdict.origin.none", sure);
            case 1 -> Text.of("verdict.origin.one", places.getFirst(), sure);
            case 2 -> Text.of("verdict.origin.two", places.getFirst(), places.get(1), sure);
            default -> Text.of("verdict.origin.more", places.getFirst(), places.get(1), places.size() - 2, sure);
        };
    }

    /** Our own words are a text; an address is told by its host, anything else as it stands, cut where it is long. */
    private static Object place(String source) {
        var words = SourceWords.of(source);
        if (words.isPresent()) {
            return words.get();
        }
        var address = ADDRESS.matcher(source);
        if (address.lookingAt()) {
            return address.group(1);
        }
        return source.length() <= LONGEST_PLACE ? source : source.substring(0, LONGEST_PLACE) + "…";
    }

    /** The verdict on an image of which nothing is known: {@code why} says what stands in the way. */
    public static Verdict unknown(Text why) {
        return new Verdict(Level.UNKNOWN, List.of(Reason.UNKNOWN_IMAGE), why, List.of(), Optional.empty(), List.of(),
                List.of(), "low");
    }

    /** The answer; the order is from best to worst, with UNKNOWN last. */
    public enum Level {
        RUNS, CAVEAT, FAILS, UNKNOWN;

        /** The stable name in JSON: runs, caveat, fails, unknown. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The word in the table. */
        public Text words() {
            return Text.of("verdict.level." + id());
        }
    }

    /**
     * A line of the reasoning: a label and what was found.
     *
     * @param sources where the fact comes from; empty for what was read from this machine or from the image itself
     * @param confidence how sure the fact is; empty for what was read
     */
    public record Point(Text label, Text value, boolean met, List<String> sources, Optional<String> confidence) {
        /** Freezes the list. */
        public Point {
            sources = List.copyOf(sources);
        }

        /** A line about something that was read, not looked up. */
        public Point(Text label, Text value, boolean met) {
            this(label, value, met, List.of(), Optional.empty());
        }

        /** The same line with the fact behind it. */
        public Point from(List<String> sources, String confidence) {
            return new Point(label, value, met, sources, Optional.of(confidence));
        }

        /** Where the fact comes from and how sure it is, in a line. */
        public Text origin() {
            return confidence.map(sure -> Verdict.origin(sources, sure)).orElse(Text.of("verdict.origin.read"));
        }
    }

    /** Why. */
    public enum Reason {
        DRIVER_TOO_OLD, MINOR_VERSION, PTX_NEEDS_NEWER_DRIVER, GPU_TOO_OLD, GPU_TOO_NEW, NO_GPU, CPU_ONLY_IMAGE,
        IMAGE_REQUIRES_NEWER_DRIVER, FORWARD_COMPAT, WRONG_ARCHITECTURE, NO_SUCH_TAG, UNKNOWN_IMAGE, SOME_GPUS_ONLY,
        FIRST_START_COMPILES, NO_DRIVER, OTHER_L4T;

        /** The stable name in JSON: driver-too-old, minor-version, ... */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** A short label for a person. */
        public Text words() {
            return Text.of("verdict.reason." + id());
        }
    }
}
