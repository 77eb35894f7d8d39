package dev.slipway.ui.layer;

import dev.slipway.ui.kit.Dialogs;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import javafx.scene.Scene;
import javafx.stage.Modality;
import javafx.stage.Window;

/** Shows the Dockerfile of a session's layer in a window of its own. FX thread. */
public final class DockerfileDialog {
    private static final double WIDTH = 780;
    private static final double HEIGHT = 560;

    private DockerfileDialog() {
    }

    /** Opens the window; closing it ends a look into the image. */
    public static void open(DockerfileModel model, Views views, Themes themes, Window owner) {
        var view = new DockerfileView(model, views);
        var scene = new Scene(view.node(), WIDTH, HEIGHT);
        var stage = Dialogs.over(owner, Modality.NONE, themes, scene, model::finish, model.doneProperty());
        stage.setTitle(model.title());
        stage.setMinWidth(480);
        stage.setMinHeight(360);
        stage.setOnHidden(_ -> model.finish());
        stage.show();
        view.focus();
        model.start();
    }
}
