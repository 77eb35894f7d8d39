package dev.slipway.ui.settings;

import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** The card of package mirrors on the page of settings. */
final class IndexesView {
    private final SettingsModel model;
    private final Parent node;

    @FXML private TextField pip;
    @FXML private TextField conda;
    @FXML private TextField apt;
    @FXML private Label indexProblem;

    IndexesView(Views views, SettingsModel model) {
        this.model = model;
        this.node = views.load(this);
    }

    Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        Presence.set(indexProblem, false);
        connect(pip, "pip");
        connect(conda, "conda");
        connect(apt, "apt");
    }

    /** A mirror is set when its field is left or Enter is pressed: half an address is none. */
    private void connect(TextField field, String tool) {
        field.setText(model.index(tool));
        field.setOnAction(_ -> set(field, tool));
        field.focusedProperty().subscribe(focused -> {
            if (!focused && !field.getText().strip().equals(model.index(tool))) {
                set(field, tool);
            }
        });
    }

    private void set(TextField field, String tool) {
        Presence.say(indexProblem, model.index(tool, field.getText()));
    }
}
