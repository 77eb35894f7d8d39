package dev.slipway.ui.kit;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.StackPane;

/** A small graph without axis. Its height is set by whoever places it (48 px unless told). FX thread. */
public final class Sparkline extends StackPane {
    private static final double HEIGHT = 48;

    private final GraphCanvas canvas = new GraphCanvas();

    /** An empty graph. */
    public Sparkline() {
        getStyleClass().add("sparkline");
        setMinWidth(0);
        setPrefHeight(HEIGHT);
        setMinHeight(16);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().add(canvas);
    }

    /** Shows a newer picture; {@code words} say the same to a screen reader. */
    public void show(GraphFrame frame, String words) {
        setAccessibleText(words);
        canvas.show(frame);
    }
}
