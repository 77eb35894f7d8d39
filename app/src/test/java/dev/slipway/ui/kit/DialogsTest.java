package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Modality;
import javafx.stage.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialogsTest {

    @ParameterizedTest
    @CsvSource({"300, 200, 350, 200, true", "200, 450, 250, 450, true", "-280, 0, 0, 0, true",
        "300, 200, 350, 200, false"})
    void aDialogOpensInTheMiddleOfItsWindowAndOnItsScreen(double ownerX, double ownerY, double x, double y,
            boolean sized) {
        try (var screen = Screen.show(Settings.Theme.LIGHT, 500, 400, _ -> new StackPane())) {
            Screen.onFx(() -> {
                screen.stage().setX(ownerX);
                screen.stage().setY(ownerY);
                return null;
            });
            screen.settle();
            var done = new SimpleBooleanProperty();
            var dialog = Screen.onFx(() -> {
                var content = new StackPane();
                content.setPrefSize(400, 400);
                var made = Dialogs.over(screen.stage(), Modality.NONE, screen.themes(),
                        sized ? new Scene(content, 400, 400) : new Scene(content), () -> done.set(true), done);
                made.show();
                return made;
            });
            screen.settle();
            assertEquals(x + " " + y, Screen.onFx(() -> place(dialog)));
            Screen.onFx(() -> {
                done.set(true);
                return null;
            });
        }
    }

    private static String place(Stage stage) {
        return stage.getX() + " " + stage.getY();
    }
}
