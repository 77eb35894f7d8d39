package dev.slipway.ui.jobs;

import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/** The dialog for a new job. FX thread. */
public final class RunView {
    private static final double ROW = 30;
    private static final int MOST_ROWS = 5;

    private final RunModel model;
    private final Views views;
    private final Parent node;

    @FXML private Label title;
    @FXML private TextField line;
    @FXML private Node forShell;
    @FXML private CheckBox shell;
    @FXML private Label trouble;
    @FXML private Node remembered;
    @FXML private ListView<String> last;
    @FXML private Node starting;
    @FXML private Button run;

    /** Loads the dialog. */
    public RunView(RunModel model, Views views) {
        this.model = model;
        this.views = views;
        this.node = views.load(this);
    }

    /** The dialog. */
    public Parent node() {
        return node;
    }

    void focus() {
        line.requestFocus();
        line.selectAll();
    }

    @FXML
    private void initialize() {
        title.setText(model.title());
        line.textProperty().bindBidirectional(model.lineProperty());
        shell.selectedProperty().bindBidirectional(model.shellProperty());
        last.setItems(model.last());
        last.setFixedCellSize(ROW);
        model.last().subscribe(this::remember);
        remember();
        last.getSelectionModel().selectedItemProperty().subscribe(chosen -> {
            if (chosen != null) {
                line.setText(chosen);
            }
        });
        last.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                model.run();
            }
        });
        model.stateProperty().subscribe(this::show);
        line.textProperty().subscribe(_ -> enable());
    }

    private void remember() {
        Presence.set(remembered, model.last().size() > 1);
        last.setPrefHeight(ROW * Math.min(MOST_ROWS, model.last().size()) + 4);
        // The newest one stands in the line by now, to be started again or typed over.
        line.selectAll();
    }

    private void show(RunModel.State state) {
        Presence.set(forShell, state.wantsShell());
        Presence.set(starting, state.starting());
        Presence.say(trouble, state.failure().map(it -> views.texts().of(it.title())));
        enable();
    }

    private void enable() {
        run.setDisable(model.stateProperty().get().starting() || line.getText().isBlank());
    }

    @FXML
    private void run() {
        model.run();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }
}
