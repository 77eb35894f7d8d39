package dev.slipway.ui.layer;

import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;

/** The dialog for adding packages to a session. FX thread. */
public final class AddView {
    private final AddModel model;
    private final Parent node;

    @FXML private Label title;
    @FXML private Node fields;
    @FXML private TextField pip;
    @FXML private TextField conda;
    @FXML private TextField apt;
    @FXML private CheckBox keep;
    @FXML private Label trouble;
    @FXML private Label advice;
    @FXML private Node working;
    @FXML private Label workingWords;
    @FXML private Label added;
    @FXML private TextArea log;
    @FXML private Button cancel;
    @FXML private Button add;

    /** Loads the dialog. */
    public AddView(AddModel model, Views views) {
        this.model = model;
        this.node = views.load(this);
    }

    /** The dialog. */
    public Parent node() {
        return node;
    }

    void focus() {
        pip.requestFocus();
    }

    @FXML
    private void initialize() {
        title.setText(model.title());
        pip.textProperty().bindBidirectional(model.pipProperty());
        conda.textProperty().bindBidirectional(model.condaProperty());
        apt.textProperty().bindBidirectional(model.aptProperty());
        keep.selectedProperty().bindBidirectional(model.keepProperty());
        model.stateProperty().subscribe(this::show);
        model.logProperty().subscribe(text -> {
            Presence.set(log, !text.isEmpty());
            log.setText(text);
            log.setScrollTop(Double.MAX_VALUE);
        });
    }

    private void show(AddModel.State state) {
        var texts = model.texts();
        boolean busy = state.phase() == AddModel.Phase.WORKING || state.phase() == AddModel.Phase.CANCELLING;
        boolean ended = state.phase() == AddModel.Phase.ADDED;
        fields.setDisable(busy || ended);
        keep.setDisable(busy || ended);
        Presence.say(trouble, state.failure().map(it -> texts.of(it.title())));
        Presence.say(advice, state.failure().map(it -> texts.of(it.advice())));
        Presence.set(working, busy);
        workingWords.setText(texts.of(state.phase() == AddModel.Phase.CANCELLING ? "layer.add.cancelling"
                : "layer.add.working"));
        Presence.set(added, ended);
        add.setDisable(!state.ready());
        Presence.set(add, !ended);
        cancel.setText(texts.of(ended ? "layer.add.close" : "layer.add.cancel"));
        cancel.setDisable(state.phase() == AddModel.Phase.CANCELLING);
    }

    @FXML
    private void add() {
        model.add();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }
}
