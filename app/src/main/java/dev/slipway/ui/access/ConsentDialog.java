package dev.slipway.ui.access;

import dev.slipway.base.Texts;
import dev.slipway.ui.kit.Themes;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Asks whether one line may be written into the user's SSH configuration. FX thread. */
public final class ConsentDialog {
    private static final double WIDTH = 520;

    private ConsentDialog() {
    }

    /** Opens the question over a window. Closing it is a no. */
    public static void ask(String line, Consumer<Boolean> answer, Texts texts, Themes themes, Window owner) {
        var yes = new ButtonType(texts.of("access.consent.yes"), ButtonData.OK_DONE);
        var no = new ButtonType(texts.of("access.consent.no"), ButtonData.CANCEL_CLOSE);
        var alert = new Alert(Alert.AlertType.NONE, "", no, yes);
        alert.initOwner(owner);
        alert.setTitle(texts.of("access.consent.title"));
        var words = new Label(texts.of("access.consent.words"));
        var shown = new Label(line);
        shown.getStyleClass().add("mono");
        var after = new Label(texts.of("access.consent.after"));
        after.getStyleClass().add("muted");
        var body = new VBox(12, words, shown, after);
        body.setPadding(new Insets(20, 24, 8, 24));
        for (var label : new Label[] {words, shown, after}) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
            label.setMaxWidth(WIDTH);
        }
        alert.getDialogPane().setContent(body);
        alert.getDialogPane().setPrefWidth(WIDTH + 64);
        themes.dress(alert.getDialogPane().getScene());
        alert.setOnHidden(_ -> answer.accept(alert.getResult() == yes));
        alert.show();
    }
}
