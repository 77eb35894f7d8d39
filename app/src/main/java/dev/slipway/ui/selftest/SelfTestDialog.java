package dev.slipway.ui.selftest;

import dev.slipway.ui.kit.Dialogs;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import javafx.scene.Scene;
import javafx.stage.Modality;
import javafx.stage.Window;

/** Shows a session's self-test in a window of its own; the program can be used meanwhile. FX thread. */
public final class SelfTestDialog {
    private static final double WIDTH = 860;
    private static final double HEIGHT = 640;

    private SelfTestDialog() {
    }

    /** Opens the window; closing it ends a test that runs. */
    public static void open(SelfTestModel model, Views views, Themes themes, Window owner) {
        var scene = new Scene(new SelfTestView(model, views).node(), WIDTH, HEIGHT);
        var stage = Dialogs.over(owner, Modality.NONE, themes, scene, model::finish, model.doneProperty());
        stage.setTitle(model.title());
        stage.setMinWidth(640);
        stage.setMinHeight(480);
        stage.setOnHidden(_ -> model.close());
        stage.show();
    }
}
