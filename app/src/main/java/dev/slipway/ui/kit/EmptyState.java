package dev.slipway.ui.kit;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What a place shows when there is nothing in it: an icon, what is missing, and the next step with its button. */
public final class EmptyState extends VBox {
    private static final double WIDEST = 460;

    private final HBox buttons = new HBox();

    /** An empty state without buttons yet. */
    public EmptyState(String icon, String title, String advice) {
        getStyleClass().add("empty-state");
        buttons.getStyleClass().add("empty-state-buttons");
        var heading = new Label(title);
        heading.getStyleClass().add("card-title");
        heading.setMaxWidth(WIDEST);
        var words = new Label(advice);
        words.getStyleClass().add("muted");
        words.setMaxWidth(WIDEST);
        getChildren().addAll(Glyphs.of(icon), heading, words);
    }

    /** Adds the button of the next step. */
    public EmptyState primary(String words, Runnable action) {
        return button(words, action, "primary");
    }

    /** Adds a lesser button. */
    public EmptyState secondary(String words, Runnable action) {
        return button(words, action, "secondary");
    }

    private EmptyState button(String words, Runnable action, String style) {
        var button = new Button(words);
        button.getStyleClass().add(style);
        button.setOnAction(_ -> action.run());
        buttons.getChildren().add(button);
        if (!getChildren().contains(buttons)) {
            getChildren().add(buttons);
        }
        return this;
    }
}
