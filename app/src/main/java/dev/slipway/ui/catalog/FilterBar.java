package dev.slipway.ui.catalog;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * The filter and, beside it, what narrows the table further; with little room the filter has a line of its own above
 * the rest. Its height follows from its width alone, so it is right in the first picture already. FX thread.
 */
public final class FilterBar extends Pane {
    private static final double GAP = 12;
    private static final double LINE_GAP = 8;
    /** The filter says in full what it takes from this width on. */
    private static final double FILTER = 320;

    /** An empty bar; the first child is the filter. */
    public FilterBar() {
        setMinHeight(USE_PREF_SIZE);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double filterWidth(double width) {
        double room = width;
        for (var other : getChildren().subList(1, getChildren().size())) {
            room -= GAP + snapSizeX(other.prefWidth(-1));
        }
        return room < FILTER ? width : room;
    }

    private double height(int from, int to) {
        return snapSizeY(getChildren().subList(from, to).stream().mapToDouble(child -> child.prefHeight(-1)).max()
                .orElse(0));
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        int all = getChildren().size();
        double wide = width < 0 ? getWidth() : width;
        return filterWidth(wide) < wide ? height(0, all) : height(0, 1) + LINE_GAP + height(1, all);
    }

    @Override
    protected void layoutChildren() {
        var filter = getChildren().getFirst();
        double wide = filterWidth(getWidth());
        boolean one = wide < getWidth();
        double line = one ? getHeight() : height(0, 1);
        place(filter, 0, 0, wide, line);
        double left = one ? wide + GAP : 0;
        double top = one ? 0 : line + LINE_GAP;
        for (var other : getChildren().subList(1, getChildren().size())) {
            double width = snapSizeX(other.prefWidth(-1));
            place(other, left, top, width, getHeight() - top);
            left += width + GAP;
        }
    }

    private static void place(Node child, double left, double top, double width, double height) {
        double own = child.prefHeight(width);
        child.resizeRelocate(left, Math.round(top + (height - own) / 2), width, own);
    }
}
