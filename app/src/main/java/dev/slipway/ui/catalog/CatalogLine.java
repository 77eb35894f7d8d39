package dev.slipway.ui.catalog;

import javafx.scene.control.TableRow;
import javafx.scene.input.MouseEvent;

/**
 * A line of the table, made once and used for one image after the other. With every change of the list JavaFX's own
 * lines are emptied, filled, styled and laid out two or three times over, each whole, which was most of what a key in
 * the filter cost. This one does once what has changed.
 */
final class CatalogLine extends TableRow<CatalogRow> {
    private final Runnable launch;
    private boolean updating;
    private boolean layoutWanted;

    /**
     * A line that shows nothing yet.
     *
     * @param launch what a double click does
     */
    CatalogLine(Runnable launch) {
        this.launch = launch;
        setOnMouseClicked(this::clicked);
    }

    private void clicked(MouseEvent event) {
        if (event.getClickCount() == 2 && !isEmpty()) {
            launch.run();
        }
    }

    /**
     * Takes an index, and the image that is there now. The index -1 is passed over: with every change of the list the
     * table gives it to all lines before it gives them their old ones again. A line that is not used again is hidden
     * by the table itself, and so are all lines where the list is empty.
     */
    @Override
    public void updateIndex(int index) {
        int before = getIndex();
        if (before >= 0 && (index < 0 || getTableView().getItems().isEmpty())) {
            return;
        }
        boolean empty = isEmpty();
        boolean selected = isSelected();
        boolean focused = isFocused();
        updating = true;
        super.updateIndex(index);
        compareVersions();
        if (before >= 0 && getScene() != null && getSkin() != null) {
            // Styles know nothing else of a line; while it looks the same, only what is new in a cell is to be styled.
            if (empty == isEmpty() && selected == isSelected() && focused == isFocused()
                    && (before - index) % 2 == 0) {
                renewCells();
            } else if (layoutWanted) {
                renew();
            }
            layoutWanted = false;
        }
        updating = false;
        if (layoutWanted) {
            layoutWanted = false;
            super.requestLayout();
        }
    }

    /** The row above may be another one although this line's is the same. */
    private void compareVersions() {
        for (var child : getChildrenUnmodifiable()) {
            if (child instanceof VersionCell version) {
                version.compare();
            }
        }
    }

    private void renewCells() {
        for (var child : getChildrenUnmodifiable()) {
            if (child instanceof CatalogCell cell) {
                cell.renew();
            }
        }
    }

    private void renew() {
        applyCss();
        super.requestLayout();
        layout();
    }

    /** Waits while the line takes a row: the table styles a line whole for each time it wants to be laid out. */
    @Override
    public void requestLayout() {
        if (updating) {
            layoutWanted = true;
        } else {
            super.requestLayout();
        }
    }
}
