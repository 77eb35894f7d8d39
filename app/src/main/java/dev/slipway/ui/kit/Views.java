package dev.slipway.ui.kit;

import dev.slipway.base.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Loads FXML files with their texts and their view object. FX thread (or before a stage shows). */
public final class Views {
    private final Texts texts;

    /** Views in one language. */
    public Views(Texts texts) {
        this.texts = texts;
    }

    /** The texts these views are in. */
    public Texts texts() {
        return texts;
    }

    /** Loads {@code NAME.fxml} beside the view's class {@code NAMEView}, with the view as its controller. */
    public Parent load(Object view) {
        var type = view.getClass();
        var file = type.getSimpleName().replaceFirst("View$", "") + ".fxml";
        var address = type.getResource(file);
        if (address == null) {
            throw new IllegalStateException("No " + file + " beside " + type.getName());
        }
        var loader = new FXMLLoader(address, texts);
        loader.setControllerFactory(_ -> view);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot load " + file, e);
        }
    }
}
