package dev.slipway.ui.kit;

import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Windows over the program's window. FX thread. */
public final class Dialogs {
    private Dialogs() {
    }

    /**
     * A window that is not shown yet.
     *
     * @param owner the window below; it waits where {@code modality} says so
     * @param escape what the Escape key does
     * @param done closes the window when it becomes true
     */
    public static Stage over(Window owner, Modality modality, Themes themes, Scene scene, Runnable escape,
            ObservableValue<Boolean> done) {
        var stage = new Stage();
        stage.initOwner(owner);
        stage.initModality(modality);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                escape.run();
            }
        });
        themes.dress(scene);
        stage.setScene(scene);
        done.subscribe(now -> {
            if (now) {
                stage.close();
            }
        });
        return stage;
    }
}
