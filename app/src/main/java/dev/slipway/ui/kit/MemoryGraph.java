package dev.slipway.ui.kit;

import dev.slipway.base.Texts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;

/** A large graph of stacked bands: axis on the left, marks where sessions start, values under the mouse. FX thread. */
public final class MemoryGraph extends Region {
    private static final double AXIS = 36;
    private static final double HEIGHT = 220;
    private static final int STEPS = 4;
    private static final double ASIDE = 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Texts texts;
    private final GraphCanvas canvas = new GraphCanvas();
    private final List<Label> axis = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Line cross = new Line();
    private final VBox values = new VBox();
    private List<GraphFrame.Band> marked = List.of();
    private double mouse = -1;

    private record Mark(int band, Line line, Label label) {
    }

    /** An empty graph. */
    public MemoryGraph(Texts texts) {
        this.texts = texts;
        getStyleClass().add("memory-graph");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setPrefHeight(HEIGHT);
        setMinHeight(96);
        getChildren().add(canvas);
        for (int step = 0; step <= STEPS; step++) {
            var label = new Label();
            label.getStyleClass().addAll("graph-axis");
            axis.add(label);
            getChildren().add(label);
        }
        cross.getStyleClass().add("graph-cross");
        values.getStyleClass().add("graph-values");
        for (var node : List.of(cross, values)) {
            node.setManaged(false);
            node.setMouseTransparent(true);
            node.setVisible(false);
            getChildren().add(node);
        }
        setOnMouseMoved(event -> {
            mouse = event.getX();
            hover();
        });
        setOnMouseExited(_ -> {
            mouse = -1;
            hover();
        });
    }

    /** Shows a newer picture; {@code words} say the same to a screen reader. */
    public void show(GraphFrame frame, String words) {
        setAccessibleText(words);
        canvas.show(frame);
        for (int step = 0; step <= STEPS; step++) {
            axis.get(step).setText(frame.unit().bare(frame.maximum() * (STEPS - step) / STEPS));
        }
        markStarts(frame);
        hover();
    }

    /** One mark a band that has words for its start; where it stands, if at all, is decided when columns are there. */
    private void markStarts(GraphFrame frame) {
        if (!frame.bands().equals(marked)) {
            marked = frame.bands();
            marks.forEach(mark -> getChildren().removeAll(mark.line(), mark.label()));
            marks.clear();
            for (int band = 0; band < marked.size(); band++) {
                if (!marked.get(band).started().isEmpty()) {
                    marks.add(mark(band, marked.get(band).started()));
                }
            }
        }
        requestLayout();
    }

    private Mark mark(int band, String words) {
        var line = new Line();
        line.getStyleClass().add("graph-mark");
        var label = new Label(words);
        label.getStyleClass().add("graph-axis");
        for (var node : List.of(line, label)) {
            node.setManaged(false);
            node.setMouseTransparent(true);
        }
        getChildren().addAll(1, List.of(line, label));
        return new Mark(band, line, label);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(0, getWidth() - AXIS);
        canvas.resizeRelocate(AXIS, 0, width, getHeight());
        for (int step = 0; step <= STEPS; step++) {
            var label = axis.get(step);
            label.autosize();
            double middle = getHeight() * step / STEPS;
            double top = Math.clamp(middle - label.getHeight() / 2, 0, Math.max(0, getHeight() - label.getHeight()));
            layoutInArea(label, 0, top, AXIS - 8, label.getHeight(), 0, HPos.LEFT, VPos.CENTER);
        }
        canvas.layout();
        placeMarks(width);
        hover();
    }

    private void placeMarks(double width) {
        var columns = canvas.columns();
        double taken = Double.NEGATIVE_INFINITY;
        for (var mark : marks) {
            int column = columns == null || mark.band() >= columns.bandCount() ? -1 : columns.start(mark.band());
            mark.line().setVisible(column > 0);
            mark.label().setVisible(column > 0);
            if (column > 0) {
                double x = AXIS + width * column / columns.count();
                mark.line().setStartX(x);
                mark.line().setEndX(x);
                mark.line().setStartY(0);
                mark.line().setEndY(getHeight());
                mark.label().autosize();
                double left = Math.min(x + 6, getWidth() - mark.label().getWidth());
                mark.label().relocate(left, left < taken ? mark.label().getHeight() + 4 : 2);
                taken = left + mark.label().getWidth();
            }
        }
    }

    private void hover() {
        var columns = canvas.columns();
        var frame = canvas.frame();
        double width = getWidth() - AXIS;
        int column = columns == null || width <= 0 ? -1 : (int) ((mouse - AXIS) / width * columns.count());
        boolean inside = mouse >= AXIS && column >= 0 && column < columns.count();
        cross.setVisible(inside);
        values.setVisible(inside);
        if (!inside) {
            return;
        }
        cross.setStartX(mouse);
        cross.setEndX(mouse);
        cross.setStartY(0);
        cross.setEndY(getHeight());
        var at = frame.at().plusNanos(columns.nanos(column) - frame.nanos()).atZone(ZoneId.systemDefault());
        values.getChildren().setAll(new Label(TIME.format(at)));
        if (columns.known(column)) {
            for (int band = Math.min(frame.bands().size(), columns.bandCount()) - 1; band >= 0; band--) {
                float value = columns.value(band, column);
                if (!Float.isNaN(value)) {
                    values.getChildren().add(line(frame.bands().get(band), frame.unit().words(value)));
                }
            }
        } else {
            values.getChildren().add(new Label(texts.of("app.graph.gap")));
        }
        values.applyCss();
        values.autosize();
        boolean left = mouse + ASIDE + values.getWidth() > getWidth();
        values.relocate(left ? mouse - ASIDE - values.getWidth() : mouse + ASIDE, Math.min(32, getHeight() / 6));
    }

    private static HBox line(GraphFrame.Band band, String words) {
        var dot = new Region();
        dot.getStyleClass().addAll("dot", SessionColours.styleClass(band.colour()));
        var line = new HBox(6, dot, new Label(band.name() + "  " + words));
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
