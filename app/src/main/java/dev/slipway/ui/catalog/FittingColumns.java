package dev.slipway.ui.catalog;

import java.util.List;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Hides a table's columns of the lowest rank while there is no room for them, and gives what is left to one column. */
final class FittingColumns {
    /** The vertical scroll bar and the border. */
    private static final double BESIDE = 18;

    private final TableView<?> table;
    private final TableColumn<?, ?> stretched;
    private final double least;
    private final List<? extends TableColumn<?, ?>> lowestFirst;

    /**
     * Fits now and whenever the table's width changes.
     *
     * @param stretched the column that takes the room left, at least its preferred width
     * @param lowestFirst the columns that can be hidden, the least important first
     */
    FittingColumns(TableView<?> table, TableColumn<?, ?> stretched,
            List<? extends TableColumn<?, ?>> lowestFirst) {
        this.table = table;
        this.stretched = stretched;
        this.least = stretched.getPrefWidth();
        this.lowestFirst = lowestFirst;
        table.widthProperty().addListener(_ -> fit());
        fit();
    }

    private void fit() {
        double room = table.getWidth() - BESIDE;
        if (room <= 0) {
            return;
        }
        double wanted = least;
        for (var column : table.getColumns()) {
            wanted += column == stretched ? 0 : column.getPrefWidth();
        }
        for (var column : lowestFirst) {
            boolean fits = wanted <= room;
            column.setVisible(fits);
            wanted -= fits ? 0 : column.getPrefWidth();
        }
        stretched.setPrefWidth(Math.max(least, least + room - wanted));
    }
}
