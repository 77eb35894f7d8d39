package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.compat.Verdict.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the nearest tag that runs: the same framework version first, then the nearest version, then CUDA. */
final class Nearest {
    private static final int FAR = 9_999;

    private Nearest() {
    }

    /**
     * The nearest other row for the same purpose that does better than {@code found}: RUNS before a caveat on all GPUs
     * before one on some; never one that fails.
     */
    static Optional<String> of(Assessment found, List<ImageEntry> rows, Function<ImageEntry, Assessment> judged) {
        var wanted = found.entry();
        if (wanted.framework() == Framework.OTHER && wanted.family().equals("local")) {
            return Optional.empty();
        }
        int have = rank(found);
        ImageEntry best = null;
        long bestScore = Long.MAX_VALUE;
        for (var row : rows) {
            if (row.framework() != wanted.framework() || row.reference().equals(wanted.reference())
                    || wanted.framework() == Framework.OTHER && !row.family().equals(wanted.family())) {
                continue;
            }
            int rank = rank(judged.apply(row));
            if (rank >= have || rank > 2) {
                continue;
            }
            long score = rank * 1_000_000_000_000_000L + distance(wanted, row);
            if (score < bestScore) {
                bestScore = score;
                best = row;
            }
        }
        return Optional.ofNullable(best).map(ImageEntry::reference);
    }

    /** 0 runs, 1 runs on all GPUs with a caveat, 2 runs on some GPUs, 3 nothing to offer. */
    private static int rank(Assessment found) {
        if (found.entry().cpuOnly()) {
            return 3;
        }
        return switch (found.level()) {
            case RUNS -> 0;
            case CAVEAT -> found.running().size() == found.cards().size() ? 1 : 2;
            case FAILS, UNKNOWN -> 3;
        };
    }

    private static long distance(ImageEntry wanted, ImageEntry row) {
        long version = version(wanted.frameworkVersion(), row.frameworkVersion());
        long family = wanted.family().equals(row.family()) ? 0 : 1;
        long jupyter = wanted.jupyter() == row.jupyter() ? 0 : 1;
        long flavour = wanted.flavour().equals(row.flavour()) ? 0 : 1;
        long cuda = cuda(wanted.cuda(), row.cuda());
        long patch = Math.abs(patch(wanted) - patch(row));
        long seen = row.seen() ? 0 : 1;
        return ((((((version * 2 + family) * 2 + jupyter) * 2 + flavour) * 100 + Math.min(patch, 99)) * 10_000
                + Math.min(cuda, FAR)) * 2 + seen);
    }

    private static long version(Optional<Version> wanted, Optional<Version> row) {
        if (wanted.isEmpty() || row.isEmpty()) {
            // Moving tags hold about the newest version: nearer to new ones than to old ones.
            return wanted.or(() -> row).map(known -> Math.clamp(300L - known.major() * 100L - known.minor(), 0, 999))
                    .orElse(0);
        }
        return Math.min(999, Math.abs((wanted.get().major() - row.get().major()) * 100L
                + wanted.get().minor() - row.get().minor()));
    }

    private static long cuda(Optional<Version> wanted, Optional<Version> row) {
        if (wanted.isEmpty() || row.isEmpty()) {
            return 0;
        }
        return Math.abs((wanted.get().major() - row.get().major()) * 100L + wanted.get().minor() - row.get().minor());
    }

    private static int patch(ImageEntry entry) {
        return entry.frameworkVersion().map(version -> version.component(2)).orElse(0);
    }
}
