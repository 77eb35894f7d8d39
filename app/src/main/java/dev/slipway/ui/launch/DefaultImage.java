package dev.slipway.ui.launch;

import dev.slipway.catalog.ImageEntry;
import dev.slipway.compat.ImageRow;
import dev.slipway.compat.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The image a new environment begins with. Pure. */
final class DefaultImage {
    private DefaultImage() {
    }

    /** The best one that runs here: already pulled before not, for new projects before old, with Jupyter before none. */
    static Optional<String> of(List<ImageRow> rows) {
        return rows.stream().filter(row -> row.verdict().level() == Verdict.Level.RUNS)
                .min(Comparator.comparing((ImageRow row) -> row.local().isEmpty())
                        .thenComparing(row -> !hasJupyter(row.entry()))
                        .thenComparing(row -> row.entry().recommendation()
                                .filter(it -> it == ImageEntry.Recommendation.NEW_PROJECT).isEmpty()))
                .map(row -> row.entry().reference());
    }

    static boolean hasJupyter(ImageEntry entry) {
        return entry.jupyter() == ImageEntry.Jupyter.LAB || entry.jupyter() == ImageEntry.Jupyter.NOTEBOOK;
    }
}
