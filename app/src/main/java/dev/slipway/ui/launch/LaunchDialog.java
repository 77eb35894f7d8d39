package dev.slipway.ui.launch;

import dev.slipway.ui.kit.Dialogs;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.kit.Views;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.stage.Modality;
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
        var scene = new Scene(new LaunchView(model, views).node(), WIDTH, HEIGHT);
        var stage = Dialogs.over(owner.get(), Modality.WINDOW_MODAL, themes, scene, model::cancel,
                model.doneProperty());
        stage.titleProperty().bind(model.titleProperty());
        stage.setMinWidth(520);
        stage.setMinHeight(480);
        stage.setOnHidden(_ -> model.close());
        stage.show();
    }
}
