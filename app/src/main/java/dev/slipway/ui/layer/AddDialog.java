package dev.slipway.ui.layer;

import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Adds packages in a window over the program's window. FX thread. */
public final class AddDialog {
    private static final double WIDTH = 680;
    private static final double HEIGHT = 560;

    private AddDialog() {
    }

    /** Opens the window; closing it while packages are being added cancels that first. */
    public static void open(AddModel model, Views views, Themes themes, Window owner) {
        var stage = new Stage();
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle(model.title());
        var view = new AddView(model, views);
        var scene = new Scene(view.node(), WIDTH, HEIGHT);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.cancel();
            }
        });
        themes.dress(scene);
        stage.setScene(scene);
        stage.setMinWidth(WIDTH);
        stage.setOnCloseRequest(event -> {
            model.cancel();
            if (!model.doneProperty().get()) {
                event.consume();
            }
        });
        model.doneProperty().subscribe(done -> {
            if (done) {
                stage.close();
            }
        });
        stage.show();
        view.focus();
    }
}
