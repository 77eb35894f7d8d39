package dev.slipway.ui.kit;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Lays its children out in columns of equal width, as many as fit; the children of a row are equally high. Height that
 * it gets beyond what they want is shared among the rows.
 */
public final class CardGrid extends Pane {
    private static final double GAP = 16;

    private double columnWidth = 300;
    private int mostColumns = 4;

    /** An empty grid. */
    public CardGrid() {
        getStyleClass().add("card-grid");
    }

    /** The least width of a column. */
    public double getColumnWidth() {
        return columnWidth;
    }

    /** Sets the least width of a column. */
    public void setColumnWidth(double width) {
        columnWidth = width;
        requestLayout();
    }

    /** The most columns side by side. */
    public int getMostColumns() {
        return mostColumns;
    }

    /** Sets the most columns side by side. */
    public void setMostColumns(int columns) {
        mostColumns = columns;
        requestLayout();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private int columns(double width) {
        int fitting = (int) Math.max(1, (width + GAP) / (columnWidth + GAP));
        return Math.max(1, Math.min(Math.min(fitting, mostColumns), getManagedChildren().size()));
    }

    private double cell(double width) {
        int columns = columns(width);
        return Math.floor((width - GAP * (columns - 1)) / columns);
    }

    /** The last column takes the pixels that do not divide evenly, so that the right edges line up. */
    private double cell(int column, int columns, double width) {
        double cell = cell(width);
        return column == columns - 1 ? width - column * (cell + GAP) : cell;
    }

    private double rowHeight(int first, int columns, double width) {
        double height = 0;
        var children = getManagedChildren();
        for (int i = first; i < Math.min(children.size(), first + columns); i++) {
            height = Math.max(height, children.get(i).prefHeight(cell(i - first, columns, width)));
        }
        return snapSizeY(height);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return columnWidth;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double wide = width < 0 ? Math.max(getWidth(), columnWidth) : width;
        int columns = columns(wide);
        double height = 0;
        for (int first = 0; first < getManagedChildren().size(); first += columns) {
            height += (first == 0 ? 0 : GAP) + rowHeight(first, columns, wide);
        }
        return height;
    }

    @Override
    protected void layoutChildren() {
        int columns = columns(getWidth());
        double cell = cell(getWidth());
        double top = 0;
        var children = getManagedChildren();
        int rows = (children.size() + columns - 1) / columns;
        double more = rows == 0 ? 0 : Math.floor(Math.max(0, getHeight() - computePrefHeight(getWidth())) / rows);
        for (int first = 0; first < children.size(); first += columns) {
            double height = rowHeight(first, columns, getWidth()) + more;
            for (int i = first; i < Math.min(children.size(), first + columns); i++) {
                Node child = children.get(i);
                child.resizeRelocate((i - first) * (cell + GAP), top, cell(i - first, columns, getWidth()), height);
            }
            top += height + GAP;
        }
    }
}
