package dev.slipway.ui.kit;

import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/**
 * Draws stacked bands on one canvas, one {@code fillRect} a band and device pixel column: of the ways measured the only
 * one that costs less than 3 % of a core for eight moving graphs.
 */
final class GraphCanvas extends Region {
    private static final double FILL = 0.78;
    private static final double LINE = 1.5;
    private static final int GRID_LINES = 4;

    private final Canvas canvas = new Canvas();
    private GraphFrame frame;
    private GraphColumns columns;
    private long drawnFrom;
    private GraphFrame drawn;
    private boolean stale;

    GraphCanvas() {
        // Only a theme changes this colour, so its change is the sign to draw again.
        getStyleClass().add("graph-canvas");
        setMinSize(0, 0);
        getChildren().add(canvas);
        backgroundProperty().subscribe(this::redraw);
        // What was scrolled away is drawn when it comes back.
        localToSceneTransformProperty().addListener(_ -> {
            if (stale && inView()) {
                redraw();
            }
        });
    }

    void show(GraphFrame newest) {
        frame = newest;
        int count = columnCount();
        boolean same = drawn != null && columns != null && count == columns.count()
                && newest.from(count) == drawnFrom && drawn.bands().equals(newest.bands())
                && drawn.maximum() == newest.maximum() && drawn.span().equals(newest.span());
        // In the 24-hour picture a column stands for minutes: most samples change nothing that can be seen.
        if (!same || newest.columnNanos(count) < 2_000_000_000L) {
            stale = !inView();
            if (!stale) {
                redraw();
            }
        }
    }

    /** Whether nothing around it hides it or cuts it off altogether, as a page does with what is scrolled away. */
    private boolean inView() {
        if (getScene() == null) {
            return false;
        }
        var place = localToScene(getLayoutBounds());
        for (Node around = this; around != null; around = around.getParent()) {
            var clip = around.getClip();
            if (!around.isVisible()
                    || clip != null && !around.localToScene(clip.getBoundsInParent()).intersects(place)) {
                return false;
            }
        }
        return true;
    }

    GraphFrame frame() {
        return frame;
    }

    GraphColumns columns() {
        return columns;
    }

    private double scale() {
        var scene = getScene();
        return scene == null || scene.getWindow() == null ? 1 : Math.max(1, scene.getWindow().getOutputScaleX());
    }

    private int columnCount() {
        return (int) Math.floor(getWidth() * scale());
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            redraw();
        }
    }

    private void redraw() {
        stale = false;
        var pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        int count = columnCount();
        if (frame == null || count < 2 || canvas.getHeight() < 4) {
            return;
        }
        boolean dark = Themes.isDark(this);
        grid(pen, dark);
        columns = GraphColumns.of(frame, count);
        drawnFrom = frame.from(count);
        drawn = frame;
        double width = 1 / scale();
        double perValue = canvas.getHeight() / frame.maximum();
        var tops = new double[count];
        for (int band = 0; band < frame.bands().size(); band++) {
            var line = SessionColours.of(frame.bands().get(band).colour(), dark);
            band(pen, band, line, width, perValue, tops);
        }
    }

    private void band(GraphicsContext pen, int band, Color line, double width, double perValue, double[] tops) {
        double bottom = canvas.getHeight();
        var fill = line.deriveColor(0, 1, 1, FILL);
        pen.setFill(fill);
        var heights = new double[columns.count()];
        for (int column = 0; column < columns.count(); column++) {
            float value = columns.value(band, column);
            heights[column] = value > 0 ? value * perValue : 0;
            if (heights[column] > 0) {
                pen.fillRect(column * width, bottom - tops[column] - heights[column], width, heights[column]);
                tops[column] += heights[column];
            }
        }
        pen.setFill(line);
        for (int column = 0; column < columns.count(); column++) {
            if (heights[column] > 0) {
                pen.fillRect(column * width, bottom - tops[column], width, Math.min(LINE, heights[column]));
            }
        }
    }

    private void grid(GraphicsContext pen, boolean dark) {
        pen.setFill(dark ? Color.web("#21262d") : Color.web("#eaeef2"));
        for (int line = 0; line < GRID_LINES; line++) {
            pen.fillRect(0, Math.round(canvas.getHeight() * line / GRID_LINES), canvas.getWidth(), 1);
        }
    }
}
