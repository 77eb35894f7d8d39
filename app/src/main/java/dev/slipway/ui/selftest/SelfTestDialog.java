package dev.slipway.ui.selftest;

import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Shows a session's self-test in a window of its own; the program can be used meanwhile. FX thread. */
public final class SelfTestDialog {
    private static final double WIDTH = 860;
    private static final double HEIGHT = 640;

    private SelfTestDialog() {
    }

    /** Opens the window; closing it ends a test that runs. */
    public static void open(SelfTestModel model, Views views, Themes themes, Window owner) {
        var stage = new Stage();
        stage.initOwner(owner);
        stage.setTitle(model.title());
        var scene = new Scene(new SelfTestView(model, views).node(), WIDTH, HEIGHT);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.finish();
            }
        });
        themes.dress(scene);
        stage.setScene(scene);
        stage.setMinWidth(640);
        stage.setMinHeight(480);
        stage.setOnHidden(_ -> model.close());
        model.doneProperty().subscribe(done -> {
            if (done) {
                stage.close();
            }
        });
        stage.show();
    }
}
