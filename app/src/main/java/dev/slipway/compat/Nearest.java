package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.ImageEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the nearest tag that runs: the same framework version first, then the nearest version, then CUDA. Made once for
 * a machine, with every row judged once, because nearly every row of a table may ask.
 */
final class Nearest {
    private static final int NOTHING = 3;
    private static final long RANK_STEP = 1L << 52;
    private static final int FARTHEST = 999;
    /** Above every version there is: 3.0 as one number. */
    private static final int NO_VERSION_YET = 300;

    private final List<Candidate> candidates = new ArrayList<>();

    Nearest(List<ImageEntry> rows, Function<ImageEntry, Assessment> judged) {
        for (var row : rows) {
            int rank = rank(judged.apply(row));
            if (rank < NOTHING) {
                candidates.add(new Candidate(row, rank, Numbers.of(row)));
            }
        }
    }

    /**
     * The nearest other row for the same purpose that does better than {@code found}: RUNS before a caveat on all GPUs
     * before one on some; never one that fails.
     */
    Optional<String> to(Assessment found) {
        var wanted = found.entry();
        if (wanted.family().equals("local") && wanted.framework() == Framework.OTHER) {
            return Optional.empty();
        }
        int have = rank(found);
        var numbers = Numbers.of(wanted);
        ImageEntry best = null;
        long bestScore = Long.MAX_VALUE;
        for (var candidate : candidates) {
            var row = candidate.entry();
            if (candidate.rank() >= have || row.framework() != wanted.framework()
                    || wanted.framework() == Framework.OTHER && !row.family().equals(wanted.family())) {
                continue;
            }
            long score = candidate.rank() * RANK_STEP + distance(wanted, numbers, candidate);
            if (score < bestScore && !row.reference().equals(wanted.reference())) {
                bestScore = score;
                best = row;
            }
        }
        return Optional.ofNullable(best).map(ImageEntry::reference);
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

    private static long distance(ImageEntry wanted, Numbers have, Candidate candidate) {
        var row = candidate.entry();
        var other = candidate.numbers();
        long score = Math.min(version(wanted, have, row, other), FARTHEST);
        score = score * 2 + (wanted.family().equals(row.family()) ? 0 : 1);
        score = score * 2 + (wanted.jupyter() == row.jupyter() ? 0 : 1);
        score = score * 3 + flavour(wanted, row);
        score = score * 100 + Math.min(Math.abs(have.patch() - other.patch()), 99);
        score = score * 10_000 + (have.cuda() < 0 || other.cuda() < 0 ? 0 : Math.min(Math.abs(have.cuda()
                - other.cuda()), 9_999));
        return score * 2 + (row.seen() ? 0 : 1);
    }

    private static int flavour(ImageEntry wanted, ImageEntry row) {
        if (wanted.flavour().equals(row.flavour())) {
            return 0;
        }
        return row.flavour().filter("runtime"::equals).isPresent() ? 1 : 2;
    }

    /**
     * How far versions are apart. A moving tag holds about the newest version, so newer rows are nearer to it; a row
     * whose version is not known is the last choice, but for moving tags of the same family.
     */
    private static int version(ImageEntry wanted, Numbers have, ImageEntry row, Numbers other) {
        if (other.version() < 0) {
            return have.version() < 0 && wanted.family().equals(row.family()) ? 0 : FARTHEST;
        }
        return have.version() >= 0 ? Math.abs(have.version() - other.version())
                : Math.clamp(NO_VERSION_YET - other.version(), 0, FARTHEST);
    }

    private record Candidate(ImageEntry entry, int rank, Numbers numbers) {
    }

    /** Versions as single numbers; -1 where there is none. */
    private record Numbers(int version, int patch, int cuda) {
        static Numbers of(ImageEntry entry) {
            return new Numbers(entry.frameworkVersion().map(Numbers::minor).orElse(-1),
                    entry.frameworkVersion().map(version -> version.component(2)).orElse(99),
                    entry.cuda().map(Numbers::minor).orElse(-1));
        }

        private static int minor(Version version) {
            return Math.min(version.major(), 9_999) * 100 + Math.min(version.minor(), 99);
        }
    }
}
