package dev.slipway.ui.launch;

import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Shows the form in a window over the program's window. FX thread. */
public final class LaunchDialog {
    private static final double WIDTH = 680;
    private static final double HEIGHT = 690;

    private final LaunchServices services;
    private final Views views;
    private final Themes themes;
    private final Supplier<Window> owner;

    /** A dialog over the window that {@code owner} gives. */
    public LaunchDialog(LaunchServices services, Views views, Themes themes, Supplier<Window> owner) {
        this.services = services;
        this.views = views;
        this.themes = themes;
        this.owner = owner;
    }

    /** Opens a form. */
    public void open(LaunchRequest request) {
        var model = new LaunchModel(services, request);
        var stage = new Stage();
        stage.initOwner(owner.get());
        stage.initModality(Modality.WINDOW_MODAL);
        stage.titleProperty().bind(model.titleProperty());
        var scene = new Scene(new LaunchView(model, views).node(), WIDTH, HEIGHT);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.cancel();
            }
        });
        themes.dress(scene);
        stage.setScene(scene);
        stage.setMinWidth(520);
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
