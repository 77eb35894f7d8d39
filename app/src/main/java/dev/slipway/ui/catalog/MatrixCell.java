package dev.slipway.ui.catalog;

import dev.slipway.base.Version;
import dev.slipway.ui.kit.VerdictMark;
import java.util.Optional;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;

/** An image in the matrix: its verdict as an icon on its colour, and in words for the pointer and screen readers. */
final class MatrixCell extends TableCell<Matrix.Line, Optional<CatalogRow>> {
    private final Version cuda;
    private final FontIcon icon = new FontIcon();
    private String style = "";

    MatrixCell(Version cuda) {
        this.cuda = cuda;
        getStyleClass().add("matrix-cell");
    }

    @Override
    protected void updateItem(Optional<CatalogRow> cell, boolean empty) {
        super.updateItem(cell, empty);
        getStyleClass().remove(style);
        var row = empty || cell == null ? Optional.<CatalogRow>empty() : cell;
        setGraphic(row.isEmpty() ? null : icon);
        row.ifPresentOrElse(this::show, () -> {
            setTooltip(null);
            setAccessibleText("—");
        });
    }

    private void show(CatalogRow row) {
        style = "verdict-" + row.level().id();
        getStyleClass().add(style);
        icon.setIconLiteral(VerdictMark.icon(row.level()));
        var words = row.version() + " · CUDA " + cuda.text() + ": " + row.verdict();
        setAccessibleText(words);
        setTooltip(new Tooltip(words + "\n" + row.entry().reference()));
    }
}
