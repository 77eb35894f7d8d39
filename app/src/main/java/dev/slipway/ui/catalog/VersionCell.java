package dev.slipway.ui.catalog;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The version and the family of a row; lighter where the row above says the same, so that versions stand out. */
final class VersionCell extends CatalogCell {
    private static final PseudoClass REPEATED = PseudoClass.getPseudoClass("repeated");

    private final Label number = new Label();
    private final Label family = new Label();
    private final HBox both = new HBox(6, number, family);
    private boolean repeated;

    VersionCell() {
        number.getStyleClass().add("version");
        number.setMinWidth(USE_PREF_SIZE);
        family.getStyleClass().addAll("muted", "small");
        both.getStyleClass().add("row");
        both.setVisible(false);
        setGraphic(both);
    }

    @Override
    void show(CatalogRow row) {
        number.setText(row.version());
        family.setText(row.family());
        both.setVisible(true);
        compare();
    }

    @Override
    void clear() {
        both.setVisible(false);
    }

    /** Looks again at the row above, which may be another one by now. */
    void compare() {
        var row = getItem();
        if (row != null && getTableView() != null && repeated != repeats(row)) {
            repeated = !repeated;
            number.pseudoClassStateChanged(REPEATED, repeated);
            changedStyle();
        }
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
