package dev.slipway.ui.layer;

import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Shows the Dockerfile of a session's layer in a window of its own. FX thread. */
public final class DockerfileDialog {
    private static final double WIDTH = 780;
    private static final double HEIGHT = 560;

    private DockerfileDialog() {
    }

    /** Opens the window; closing it ends a look into the image. */
    public static void open(DockerfileModel model, Views views, Themes themes, Window owner) {
        var stage = new Stage();
        stage.initOwner(owner);
        stage.setTitle(model.title());
        var view = new DockerfileView(model, views);
        var scene = new Scene(view.node(), WIDTH, HEIGHT);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.finish();
            }
        });
        themes.dress(scene);
        stage.setScene(scene);
        stage.setMinWidth(480);
        stage.setMinHeight(360);
        stage.setOnHidden(_ -> model.finish());
        model.doneProperty().subscribe(done -> {
            if (done) {
                stage.close();
            }
        });
        stage.show();
        view.focus();
        model.start();
    }
}
