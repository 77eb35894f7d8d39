package dev.slipway.ui.catalog;

import dev.slipway.ui.kit.Glyphs;
import javafx.scene.Node;

/** A tick where an image is already here. */
final class PulledCell extends CatalogCell {
    private final String meaning;
    private Node tick;

    PulledCell(String meaning) {
        this.meaning = meaning;
    }

    @Override
    void show(CatalogRow row) {
        boolean pulled = !row.pulled().isEmpty();
        if (pulled && tick == null) {
            tick = Glyphs.of("fth-check", meaning);
            setGraphic(tick);
            changedStyle();
        }
        tick(pulled);
    }

    @Override
    void clear() {
        tick(false);
    }

    private void tick(boolean visible) {
        if (tick != null) {
            tick.setVisible(visible);
        }
    }
}
