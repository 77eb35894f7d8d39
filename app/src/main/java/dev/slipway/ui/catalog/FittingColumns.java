package dev.slipway.ui.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Hides a table's columns of the lowest rank while there is no room for them, and shares what room is left. */
final class FittingColumns {
    /** The vertical scroll bar and the border. */
    private static final double BESIDE = 14;
    /** Columns grow to this many times their least width; the last one takes what is left then. */
    private static final double MOST = 1.4;

    private final TableView<?> table;
    private final Map<TableColumn<?, ?>, Double> least = new HashMap<>();
    private final List<? extends TableColumn<?, ?>> lowestFirst;

    /**
     * Fits now and whenever the table's width changes; the preferred widths of now are the least.
     *
     * @param lowestFirst the columns that can be hidden, the least important first
     */
    FittingColumns(TableView<?> table, List<? extends TableColumn<?, ?>> lowestFirst) {
        this.table = table;
        this.lowestFirst = lowestFirst;
        table.getColumns().forEach(column -> least.put(column, column.getPrefWidth()));
        table.widthProperty().addListener(_ -> fit());
        fit();
    }

    private void fit() {
        double room = Math.floor(table.getWidth() - BESIDE);
        if (room <= 0) {
            return;
        }
        double wanted = least.values().stream().mapToDouble(Double::doubleValue).sum();
        for (var column : lowestFirst) {
            boolean fits = wanted <= room;
            column.setVisible(fits);
            wanted -= fits ? 0 : least.get(column);
        }
        double factor = Math.clamp(room / wanted, 1, MOST);
        double left = room;
        var visible = table.getVisibleLeafColumns();
        for (var column : visible) {
            double width = Math.floor(least.get(column) * factor);
            boolean last = column == visible.getLast();
            column.setPrefWidth(last ? Math.max(width, left) : width);
            left -= width;
        }
    }
}
