package dev.slipway.ui.jobs;

import dev.slipway.ui.kit.Dialogs;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import javafx.scene.Scene;
import javafx.stage.Modality;
import javafx.stage.Window;

/** Asks for a command in a window over the program's window. FX thread. */
public final class RunDialog {
    private static final double WIDTH = 640;

    private RunDialog() {
    }

    /** Opens the window; it goes when the model is done. */
    public static void open(RunModel model, Views views, Themes themes, Window owner) {
        var view = new RunView(model, views);
        var scene = new Scene(view.node());
        var stage = Dialogs.over(owner, Modality.WINDOW_MODAL, themes, scene, model::cancel, model.doneProperty());
        stage.setTitle(model.title());
        stage.setWidth(WIDTH);
        stage.setMinWidth(WIDTH);
        // What appears below (a hint, a refusal, the last commands) makes the window as high as it needs to be.
        model.stateProperty().subscribe(_ -> stage.sizeToScene());
        model.last().subscribe(stage::sizeToScene);
        stage.show();
        view.focus();
    }
}
