package dev.slipway.ui.catalog;

import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.TableCell;

/** A cell with words or a small picture of its row. */
final class RowCell extends TableCell<CatalogRow, CatalogRow> {
    private final Function<CatalogRow, String> words;
    private final Function<CatalogRow, Node> picture;

    RowCell(Function<CatalogRow, String> words, Function<CatalogRow, Node> picture) {
        this.words = words;
        this.picture = picture;
    }

    @Override
    protected void updateItem(CatalogRow row, boolean empty) {
        super.updateItem(row, empty);
        setText(empty || row == null ? null : words.apply(row));
        setGraphic(empty || row == null ? null : picture.apply(row));
    }
}
