package dev.slipway.ui.kit;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/** A thin bar of coloured parts of a whole, with rounded ends. What it shows is also said in words beside it. */
public final class StackedBar extends Region {
    private static final double HEIGHT = 8;

    private List<Part> parts = List.of();

    /** A part: a session's colour number (or {@link SessionColours#OTHER}) and its share of the whole, 0 to 1. */
    public record Part(int colour, double share) {
    }

    /** An empty bar. */
    public StackedBar() {
        getStyleClass().add("stacked-bar");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        var clip = new Rectangle();
        clip.setArcWidth(HEIGHT);
        clip.setArcHeight(HEIGHT);
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
    }

    /** Shows other parts, from the left on. */
    public void show(List<Part> newParts) {
        if (newParts.equals(parts)) {
            return;
        }
        if (!newParts.stream().map(Part::colour).toList().equals(parts.stream().map(Part::colour).toList())) {
            getChildren().setAll(newParts.stream().map(part -> {
                var piece = new Region();
                piece.getStyleClass().add(SessionColours.styleClass(part.colour()));
                return piece;
            }).toList());
        }
        parts = List.copyOf(newParts);
        requestLayout();
    }

    @Override
    public Orientation getContentBias() {
        return null;
    }

    @Override
    protected void layoutChildren() {
        double at = 0;
        for (int i = 0; i < parts.size(); i++) {
            double end = Math.min(getWidth(), at + Math.max(0, parts.get(i).share()) * getWidth());
            getChildren().get(i).resizeRelocate(snapPositionX(at), 0, snapPositionX(end) - snapPositionX(at),
                    getHeight());
            at = end;
        }
    }
}
