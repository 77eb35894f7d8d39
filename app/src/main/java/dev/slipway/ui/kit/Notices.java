package dev.slipway.ui.kit;

import dev.slipway.base.Failure;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * Short messages in a corner of the window, for what ended while the user was elsewhere. They lie over the page, go by
 * themselves unless the mouse rests on them, and never take the keyboard from where it is. FX thread.
 */
public final class Notices {
    private static final Duration SHOWN = Duration.seconds(6);
    /** What has a button stays until it can be reached. */
    private static final Duration LONGER = Duration.seconds(20);
    private static final int MOST = 3;

    private final Texts texts;
    private final StackPane over;
    private final VBox corner = new VBox();

    /**
     * Notices over a window.
     *
     * @param over the root of the window's scene
     */
    public Notices(Texts texts, StackPane over) {
        this.texts = texts;
        this.over = over;
        corner.getStyleClass().add("messages");
        corner.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        // What lies between and beside the messages can be clicked.
        corner.setPickOnBounds(false);
        StackPane.setAlignment(corner, Pos.BOTTOM_RIGHT);
    }

    /** Says that something is done. */
    public void done(Text message) {
        show(message("fth-check-circle", "", texts.of(message)), SHOWN);
    }

    /** Says that something is there to be looked at, with a button that leads to it. */
    public void news(Text message, Text button, Runnable look) {
        var shown = message("fth-gift", "", texts.of(message));
        var way = new Button(texts.of(button));
        way.setMinWidth(Region.USE_PREF_SIZE);
        way.setOnAction(_ -> {
            close(shown);
            look.run();
        });
        shown.getChildren().add(shown.getChildren().size() - 1, way);
        show(shown, LONGER);
    }

    /** Says what went wrong and what to do about it. A cancel needs no message. */
    public void failed(Failure failure) {
        if (!(failure instanceof Failure.Cancelled)) {
            var message = message("fth-alert-circle", texts.of(failure.title()), texts.of(failure.advice()));
            message.getStyleClass().add("problem");
            show(message, LONGER);
        }
    }

    private HBox message(String icon, String title, String words) {
        var heading = new Label();
        heading.getStyleClass().add("strong");
        Presence.say(heading, title);
        var line = new Label(words);
        for (var label : List.of(heading, line)) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        var both = new VBox(2, heading, line);
        both.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(both, Priority.ALWAYS);
        var close = new Button("", Glyphs.of("fth-x"));
        close.getStyleClass().addAll("quiet", "message-close");
        close.setAccessibleText(texts.of("app.close"));
        var message = new HBox(Glyphs.of(icon), both, close);
        message.getStyleClass().add("message");
        close.setOnAction(_ -> close(message));
        return message;
    }

    private void show(HBox message, Duration shown) {
        if (!over.getChildren().contains(corner)) {
            over.getChildren().add(corner);
        }
        corner.toFront();
        corner.getChildren().add(message);
        if (corner.getChildren().size() > MOST) {
            corner.getChildren().removeFirst();
        }
        var wait = new PauseTransition(shown);
        wait.setOnFinished(_ -> close(message));
        message.hoverProperty().subscribe(hovers -> {
            if (hovers) {
                wait.stop();
            } else {
                wait.playFromStart();
            }
        });
    }

    private void close(HBox message) {
        corner.getChildren().remove(message);
        if (corner.getChildren().isEmpty()) {
            over.getChildren().remove(corner);
        }
    }
}
