package dev.slipway.ui.login;

import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Shows a login in a window over the program's window. FX thread. */
public final class LoginDialog {
    private static final double WIDTH = 560;

    private LoginDialog() {
    }

    /** Opens the window; it goes when the model is done. */
    public static void open(LoginModel model, Views views, Themes themes, Window owner) {
        var stage = new Stage();
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle(model.title());
        var view = new LoginView(model, views);
        var scene = new Scene(view.node());
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.cancel();
            }
        });
        themes.dress(scene);
        stage.setScene(scene);
        stage.setWidth(WIDTH);
        stage.setMinWidth(WIDTH);
        stage.setOnHidden(_ -> model.close());
        // What appears below (a refusal, the wait) makes the window as high as it needs to be.
        model.stateProperty().subscribe(_ -> stage.sizeToScene());
        model.doneProperty().subscribe(done -> {
            if (done) {
                stage.close();
            }
        });
        stage.show();
        view.focus();
    }
}
