package dev.slipway.ui.kit;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A banner inside a page: what is so, why, and what can be done about it. */
public final class NoticeBar extends HBox {

    /** How much it matters. */
    public enum Weight {
        GOOD("good", "fth-check-circle"), CALM("calm", "fth-info"), CAVEAT("caveat", "fth-alert-triangle"),
        PROBLEM("problem", "fth-alert-octagon");

        private final String styleClass;
        private final String icon;

        Weight(String styleClass, String icon) {
            this.styleClass = styleClass;
            this.icon = icon;
        }
    }

    /** A banner without buttons yet. */
    public NoticeBar(Weight weight, String title, String detail) {
        getStyleClass().addAll("notice", weight.styleClass);
        var heading = new Label(title);
        heading.getStyleClass().add("strong");
        heading.setWrapText(true);
        var words = new Label(detail);
        words.getStyleClass().add("muted");
        words.setWrapText(true);
        var box = new VBox(2, heading, words);
        box.setMinWidth(0);
        HBox.setHgrow(box, Priority.ALWAYS);
        getChildren().addAll(Glyphs.of(weight.icon), box);
    }

    /** Adds a button. */
    public NoticeBar button(String words, Runnable action) {
        var button = new Button(words);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        getChildren().add(button);
        return this;
    }
}
