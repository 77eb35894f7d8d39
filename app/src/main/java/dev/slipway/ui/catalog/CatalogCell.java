package dev.slipway.ui.catalog;

import javafx.scene.control.TableCell;

/**
 * A cell of the table of images. Its nodes are made once and stay in the window: what comes into a window is styled
 * from nothing, which costs more than all else that a key in the filter does.
 */
abstract class CatalogCell extends TableCell<CatalogRow, CatalogRow> {
    private boolean unstyled;

    @Override
    protected final void updateItem(CatalogRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            clear();
        } else {
            show(row);
        }
    }

    /** Shows a row, with the nodes that are there. */
    abstract void show(CatalogRow row);

    /** Shows nothing; nodes are hidden, not taken out. */
    abstract void clear();

    /** To be called when the cell has a new node, or one that is to look otherwise. */
    final void changedStyle() {
        unstyled = true;
    }

    /** Styles and lays out what has changed, and nothing where nothing has; the cell keeps its size. */
    final void renew() {
        if (unstyled) {
            unstyled = false;
            applyCss();
        }
        layout();
    }
}
