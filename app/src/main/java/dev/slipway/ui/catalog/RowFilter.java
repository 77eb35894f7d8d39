package dev.slipway.ui.catalog;

import dev.slipway.catalog.Framework;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which rows pass: each of the words is in the row, whatever their order. Pure, and cheap enough for each key.
 *
 * @param words lower case; none passes all
 * @param onlyWhatRuns whether rows that do not run here are left out
 */
record RowFilter(List<String> words, boolean onlyWhatRuns, Optional<Framework> framework)
        implements Predicate<CatalogRow> {
    /** Freezes the words. */
    RowFilter {
        words = List.copyOf(words);
    }

    /** The filter for what a person typed. */
    static RowFilter of(String typed, boolean onlyWhatRuns, Optional<Framework> framework) {
        var text = typed.strip().toLowerCase(Locale.ROOT);
        return new RowFilter(text.isEmpty() ? List.of() : List.of(text.split("\\s+")), onlyWhatRuns, framework);
    }

    @Override
    public boolean test(CatalogRow row) {
        if (onlyWhatRuns && !row.runs() || framework.isPresent() && row.entry().framework() != framework.get()) {
            return false;
        }
        for (var word : words) {
            if (!row.haystack().contains(word)) {
                return false;
            }
        }
        return true;
    }
}
