package dev.slipway.ui.layer;

import dev.slipway.ui.kit.Dialogs;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import javafx.scene.Scene;
import javafx.stage.Modality;
import javafx.stage.Window;

/** Adds packages in a window over the program's window. FX thread. */
public final class AddDialog {
    private static final double WIDTH = 680;
    private static final double HEIGHT = 560;

    private AddDialog() {
    }

    /** Opens the window; closing it while packages are being added cancels that first. */
    public static void open(AddModel model, Views views, Themes themes, Window owner) {
        var view = new AddView(model, views);
        var scene = new Scene(view.node(), WIDTH, HEIGHT);
        var stage = Dialogs.over(owner, Modality.WINDOW_MODAL, themes, scene, model::cancel, model.doneProperty());
        stage.setTitle(model.title());
        stage.setMinWidth(WIDTH);
        stage.setOnCloseRequest(event -> {
            model.cancel();
            if (!model.doneProperty().get()) {
                event.consume();
            }
        });
        stage.show();
        view.focus();
    }
}
