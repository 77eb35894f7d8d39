package dev.slipway.ui.login;

import dev.slipway.ui.kit.Dialogs;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import javafx.scene.Scene;
import javafx.stage.Modality;
import javafx.stage.Window;

/** Shows a login in a window over the program's window. FX thread. */
public final class LoginDialog {
    private static final double WIDTH = 560;

    private LoginDialog() {
    }

    /** Opens the window; it goes when the model is done. */
    public static void open(LoginModel model, Views views, Themes themes, Window owner) {
        var view = new LoginView(model, views);
        var scene = new Scene(view.node());
        var stage = Dialogs.over(owner, Modality.WINDOW_MODAL, themes, scene, model::cancel, model.doneProperty());
        stage.setTitle(model.title());
        stage.setWidth(WIDTH);
        stage.setMinWidth(WIDTH);
        stage.setOnHidden(_ -> model.close());
        // What appears below (a refusal, the wait) makes the window as high as it needs to be.
        model.stateProperty().subscribe(_ -> stage.sizeToScene());
        stage.show();
        view.focus();
    }
}
