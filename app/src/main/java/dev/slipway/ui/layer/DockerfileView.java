package dev.slipway.ui.layer;

import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;

/** The dialog that shows the Dockerfile of a layer. FX thread. */
public final class DockerfileView {
    private final DockerfileModel model;
    private final Parent node;

    @FXML private Label title;
    @FXML private Node looking;
    @FXML private Label lookingWords;
    @FXML private Label status;
    @FXML private Label trouble;
    @FXML private Label advice;
    @FXML private TextArea dockerfile;
    @FXML private Label copied;
    @FXML private Button copy;
    @FXML private Button close;

    /** Loads the dialog. */
    public DockerfileView(DockerfileModel model, Views views) {
        this.model = model;
        this.node = views.load(this);
    }

    /** The dialog. */
    public Parent node() {
        return node;
    }

    void focus() {
        close.requestFocus();
    }

    @FXML
    private void initialize() {
        title.setText(model.title());
        model.stateProperty().subscribe(this::show);
    }

    private void show(DockerfileModel.State state) {
        var texts = model.texts();
        Presence.set(looking, state.looking());
        lookingWords.setText(state.status());
        Presence.say(status, state.looking() ? "" : state.status());
        Presence.say(trouble, state.failure().map(it -> texts.of(it.title())));
        Presence.say(advice, state.failure().map(it -> texts.of(it.advice())));
        Presence.set(dockerfile, state.text().isPresent());
        if (!dockerfile.getText().equals(state.text().orElse(""))) {
            dockerfile.setText(state.text().orElse(""));
        }
        Presence.set(copy, state.text().isPresent());
        Presence.set(copied, state.copied());
    }

    @FXML
    private void copy() {
        model.copy();
    }

    @FXML
    private void close() {
        model.finish();
    }
}
