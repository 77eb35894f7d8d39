package dev.slipway.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/**
 * The name of an image or a part of it, over as many lines as it takes. JavaFX breaks a text without spaces wherever
 * the line is full, and leaves a lone letter on the next one; here a line ends after one of {@code - _ . / : @} where
 * that is possible. A screen reader and {@link #getText} know the name in one piece. FX thread.
 */
public final class ReferenceLabel extends Region {
    private static final String ENDS = "-_./:@";
    /** A piece too long for a line is cut, but never leaves fewer characters than these on its last line. */
    private static final int FEWEST = 4;

    private final Label shown = new Label();
    private final Text measure = new Text();
    private String look = "";
    private String text = "";

    /** An empty name. */
    public ReferenceLabel() {
        getStyleClass().add("reference");
        setMinHeight(USE_PREF_SIZE);
        setMinWidth(0);
        getChildren().add(shown);
        measure.fontProperty().bind(shown.fontProperty());
        shown.fontProperty().addListener(_ -> requestLayout());
    }

    /** The style classes of the words beside the label's own, separated by spaces. */
    public String getLook() {
        return look;
    }

    /** Sets the style classes of the words beside the label's own, separated by spaces. */
    public void setLook(String classes) {
        look = classes;
        StyleClasses.set(shown, ("label " + classes).split(" "));
    }

    /** The name in one piece. */
    public String getText() {
        return text;
    }

    /** Shows another name. */
    public void setText(String name) {
        text = name;
        shown.setText(name);
        shown.setAccessibleText(name);
        requestLayout();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return snappedLeftInset() + snapSizeX(width(text)) + snappedRightInset();
    }

    @Override
    protected double computePrefHeight(double width) {
        measure.setText(width < 0 ? text : String.join("\n", lines(inner(width))));
        return snappedTopInset() + snapSizeY(measure.getLayoutBounds().getHeight()) + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
        shown.setText(String.join("\n", lines(inner(getWidth()))));
        shown.resizeRelocate(snappedLeftInset(), snappedTopInset(), inner(getWidth()),
                getHeight() - snappedTopInset() - snappedBottomInset());
    }

    private double inner(double width) {
        return width - snappedLeftInset() - snappedRightInset();
    }

    private List<String> lines(double width) {
        return lines(text, width, this::width);
    }

    private double width(String words) {
        measure.setText(words);
        return measure.getLayoutBounds().getWidth();
    }

    /** The lines of a name where a line may be {@code most} wide. */
    static List<String> lines(String name, double most, ToDoubleFunction<String> width) {
        var lines = new ArrayList<String>();
        int start = 0;
        int good = 0;
        for (int end = 1; end <= name.length(); end++) {
            if (width.applyAsDouble(name.substring(start, end)) > most && end - start > 1) {
                // One character less fits. Where there is no good place before, the line ends there.
                int cut = good > start ? good : Math.max(start + 1, Math.min(end - 1, name.length() - FEWEST));
                lines.add(name.substring(start, cut));
                start = cut;
                end = cut;
            } else if (goodEnd(name, end)) {
                good = end;
            }
        }
        lines.add(name.substring(start));
        return lines;
    }

    /** Versions stay in one piece: there is no end between {@code 12.} and {@code 6}. */
    private static boolean goodEnd(String name, int end) {
        char last = name.charAt(end - 1);
        return ENDS.indexOf(last) >= 0
                && !(last == '.' && end < name.length() && Character.isDigit(name.charAt(end)));
    }
}
