package dev.slipway.ui.catalog;

import java.util.function.Function;

/** A cell with words of its row. */
final class RowCell extends CatalogCell {
    private final Function<CatalogRow, String> words;

    RowCell(Function<CatalogRow, String> words) {
        this.words = words;
    }

    @Override
    void show(CatalogRow row) {
        var text = words.apply(row);
        if (getText() == null && !text.isEmpty()) {
            changedStyle();
        }
        // A label without words has no node for them.
        setText(text.isEmpty() ? null : text);
    }

    @Override
    void clear() {
        setText(null);
    }
}
