package dev.slipway.ui.kit;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Lays its children out in columns of equal width, as many as fit; the children of a row are equally high. */
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

    private double rowHeight(int first, int columns, double cell) {
        double height = 0;
        var children = getManagedChildren();
        for (int i = first; i < Math.min(children.size(), first + columns); i++) {
            height = Math.max(height, children.get(i).prefHeight(cell));
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
            height += (first == 0 ? 0 : GAP) + rowHeight(first, columns, cell(wide));
        }
        return height;
    }

    @Override
    protected void layoutChildren() {
        int columns = columns(getWidth());
        double cell = cell(getWidth());
        double top = 0;
        var children = getManagedChildren();
        for (int first = 0; first < children.size(); first += columns) {
            double height = rowHeight(first, columns, cell);
            for (int i = first; i < Math.min(children.size(), first + columns); i++) {
                Node child = children.get(i);
                double left = (i - first) * (cell + GAP);
                // The last column takes the pixels that do not divide evenly, so that the right edges line up.
                child.resizeRelocate(left, top, i - first == columns - 1 ? getWidth() - left : cell, height);
            }
            top += height + GAP;
        }
    }
}
