package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.ImageEntry.Jupyter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds the nearest tag that runs: the same framework version first, then the nearest version, then CUDA. Made once for
 * a machine, with every row judged once, because nearly every row of a table may ask. Rows that no distance tells apart
 * count once, and so do questions: tables of ten thousand rows hold a few hundred of either. Any thread.
 */
final class Nearest {
    private static final int NOTHING = 3;
    private static final long RANK_STEP = 1L << 52;
    private static final int FARTHEST = 999;
    /** Above every version there is: 3.0 as one number. */
    private static final int NO_VERSION_YET = 300;

    private final Map<Purpose, List<Candidate>> candidates = new HashMap<>();
    private final Map<Question, Optional<String>> answers = new ConcurrentHashMap<>();

    Nearest(List<ImageEntry> rows, Function<ImageEntry, Assessment> judged) {
        var seen = new HashSet<Candidate.Place>();
        for (var row : rows) {
            int rank = rank(judged.apply(row));
            var candidate = new Candidate(row.reference(), rank, row.seen(), Shape.of(row));
            if (rank < NOTHING && seen.add(candidate.place())) {
                candidates.computeIfAbsent(candidate.shape().purpose(), _ -> new ArrayList<>()).add(candidate);
            }
        }
    }

    /**
     * The nearest other row for the same purpose that does better than {@code found}: RUNS before a caveat on all GPUs
     * before one on some; never one that fails.
     *
     * @param found what was found of {@code wanted}, or of another image that nothing tells apart from it
     */
    Optional<String> to(ImageEntry wanted, Assessment found) {
        if (wanted.family().equals("local") && wanted.framework() == Framework.OTHER) {
            return Optional.empty();
        }
        var question = new Question(Shape.of(wanted), rank(found));
        var best = answers.computeIfAbsent(question, asked -> answer(asked, ""));
        // An image that is here may do worse than the facts say of its tag: then it is not the answer to itself.
        return best.filter(wanted.reference()::equals).isPresent() ? answer(question, wanted.reference()) : best;
    }

    private Optional<String> answer(Question question, String but) {
        String best = null;
        long bestScore = Long.MAX_VALUE;
        for (var candidate : candidates.getOrDefault(question.shape().purpose(), List.of())) {
            if (candidate.rank() >= question.have() || candidate.reference().equals(but)) {
                continue;
            }
            long score = candidate.rank() * RANK_STEP + distance(question.shape(), candidate);
            if (score < bestScore) {
                bestScore = score;
                best = candidate.reference();
            }
        }
        return Optional.ofNullable(best);
    }

    /** 0 runs, 1 runs on all GPUs with a caveat, 2 runs on some GPUs, 3 nothing to offer. */
    private static int rank(Assessment found) {
        if (found.entry().cpuOnly()) {
            return NOTHING;
        }
        return switch (found.level()) {
            case RUNS -> 0;
            case CAVEAT -> found.running().size() == found.cards().size() ? 1 : 2;
            case FAILS, UNKNOWN -> NOTHING;
        };
    }

    private static long distance(Shape wanted, Candidate candidate) {
        var row = candidate.shape();
        long score = Math.min(version(wanted, row), FARTHEST);
        score = score * 2 + (wanted.family().equals(row.family()) ? 0 : 1);
        score = score * 2 + (wanted.jupyter() == row.jupyter() ? 0 : 1);
        score = score * 3 + flavour(wanted, row);
        score = score * 100 + Math.min(Math.abs(wanted.patch() - row.patch()), 99);
        score = score * 10_000 + (wanted.cuda() < 0 || row.cuda() < 0 ? 0 : Math.min(Math.abs(wanted.cuda()
                - row.cuda()), 9_999));
        return score * 2 + (candidate.seen() ? 0 : 1);
    }

    private static int flavour(Shape wanted, Shape row) {
        if (wanted.flavour().equals(row.flavour())) {
            return 0;
        }
        return row.flavour().equals("runtime") ? 1 : 2;
    }

    /**
     * How far versions are apart. A moving tag holds about the newest version, so newer rows are nearer to it; a row
     * whose version is not known is the last choice, but for moving tags of the same family.
     */
    private static int version(Shape wanted, Shape row) {
        if (row.version() < 0) {
            return wanted.version() < 0 && wanted.family().equals(row.family()) ? 0 : FARTHEST;
        }
        return wanted.version() >= 0 ? Math.abs(wanted.version() - row.version())
                : Math.clamp(NO_VERSION_YET - row.version(), 0, FARTHEST);
    }

    private record Question(Shape shape, int have) {
    }

    /** What an image is for; where the framework does not tell, its family does. */
    private record Purpose(Framework framework, String family) {
    }

    private record Candidate(String reference, int rank, boolean seen, Shape shape) {
        /** What tells candidates apart. */
        record Place(int rank, boolean seen, Shape shape) {
        }

        Place place() {
            return new Place(rank, seen, shape);
        }
    }

    /** All of an image that distances look at; versions as single numbers, -1 where there is none. */
    private record Shape(Framework framework, String family, int version, int patch, int cuda, Jupyter jupyter,
            String flavour) {
        static Shape of(ImageEntry entry) {
            return new Shape(entry.framework(), entry.family(), entry.frameworkVersion().map(Shape::minor).orElse(-1),
                    entry.frameworkVersion().map(version -> version.component(2)).orElse(99),
                    entry.cuda().map(Shape::minor).orElse(-1), entry.jupyter(), entry.flavour().orElse(""));
        }

        Purpose purpose() {
            return new Purpose(framework, framework == Framework.OTHER ? family : "");
        }

        private static int minor(Version version) {
            return Math.min(version.major(), 9_999) * 100 + Math.min(version.minor(), 99);
        }
    }
}
