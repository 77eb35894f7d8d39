package dev.slipway.ui.jobs;

import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Asks for a command in a window over the program's window. FX thread. */
public final class RunDialog {
    private static final double WIDTH = 640;

    private RunDialog() {
    }

    /** Opens the window; it goes when the model is done. */
    public static void open(RunModel model, Views views, Themes themes, Window owner) {
        var stage = new Stage();
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle(model.title());
        var view = new RunView(model, views);
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
        // What appears below (a hint, a refusal, the last commands) makes the window as high as it needs to be.
        model.stateProperty().subscribe(_ -> stage.sizeToScene());
        model.last().subscribe(stage::sizeToScene);
        model.doneProperty().subscribe(done -> {
            if (done) {
                stage.close();
            }
        });
        stage.show();
        view.focus();
    }
}
