package dev.slipway.ui.catalog;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;

/** The version and the family of a row; lighter where the row above says the same, so that versions stand out. */
final class VersionCell extends TableCell<CatalogRow, CatalogRow> {
    private static final PseudoClass REPEATED = PseudoClass.getPseudoClass("repeated");

    private final Label number = new Label();
    private final Label family = new Label();
    private final HBox both = new HBox(6, number, family);

    VersionCell() {
        number.getStyleClass().add("version");
        number.setMinWidth(USE_PREF_SIZE);
        family.getStyleClass().addAll("muted", "small");
        both.getStyleClass().add("row");
    }

    @Override
    protected void updateItem(CatalogRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            return;
        }
        number.setText(row.version());
        family.setText(row.family());
        setGraphic(both);
        compare();
    }

    /** Looks again at the row above, which may be another one by now. */
    void compare() {
        var row = getItem();
        number.pseudoClassStateChanged(REPEATED, row != null && getTableView() != null && repeats(row));
    }

    private boolean repeats(CatalogRow row) {
        int above = getIndex() - 1;
        if (above < 0 || above >= getTableView().getItems().size()) {
            return false;
        }
        var before = getTableView().getItems().get(above);
        return before.version().equals(row.version()) && before.family().equals(row.family());
    }
}
