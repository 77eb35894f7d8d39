package dev.slipway.ui.catalog;

import dev.slipway.ui.kit.VerdictMark;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.control.TableCell;

/**
 * The verdict of a row. A new mark is styled from nothing, which costs more than all else that a key does, so a
 * cell keeps the few marks it has shown.
 */
final class VerdictCell extends TableCell<CatalogRow, CatalogRow> {
    private static final int MOST_KEPT = 8;

    private final Map<String, VerdictMark> marks = new HashMap<>();

    @Override
    protected void updateItem(CatalogRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            return;
        }
        if (marks.size() == MOST_KEPT) {
            marks.clear();
        }
        setGraphic(marks.computeIfAbsent(row.level() + row.verdict(), _ -> new VerdictMark(row.level(),
                row.verdict())));
    }
}
