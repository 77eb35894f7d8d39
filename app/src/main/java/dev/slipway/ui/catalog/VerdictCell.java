package dev.slipway.ui.catalog;

import dev.slipway.compat.Verdict;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.VerdictMark;
import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;

/** The verdict of a row: a mark for each level that the cell has shown, of which one is seen. */
final class VerdictCell extends CatalogCell {
    private final Map<Verdict.Level, VerdictMark> marks = new EnumMap<>(Verdict.Level.class);
    private final StackPane all = new StackPane();

    VerdictCell() {
        all.setAlignment(Pos.CENTER_LEFT);
        setGraphic(all);
    }

    @Override
    void show(CatalogRow row) {
        var meant = marks.computeIfAbsent(row.level(), level -> {
            var mark = new VerdictMark(level, row.verdict());
            all.getChildren().add(mark);
            changedStyle();
            return mark;
        });
        meant.setWords(row.verdict());
        marks.values().forEach(mark -> Presence.set(mark, mark == meant));
    }

    @Override
    void clear() {
        marks.values().forEach(mark -> Presence.set(mark, false));
    }
}
