package dev.slipway.ui.catalog;

import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.VerdictMark;
import dev.slipway.ui.kit.Views;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/** What the selected image's own Python says, and the question before it is run. */
final class InsideView {
    private final InsideModel model;
    private final Parent root;

    @FXML private Node all;
    @FXML private Node offer;
    @FXML private Node question;
    @FXML private Node looking;
    @FXML private Node failed;
    @FXML private Label failure;
    @FXML private Node found;
    @FXML private HBox word;
    @FXML private Label sentence;
    @FXML private GridPane lines;
    @FXML private Label compared;

    InsideView(InsideModel model, Views views) {
        this.model = model;
        this.root = views.load(this);
    }

    Parent node() {
        return root;
    }

    @FXML
    private void initialize() {
        model.stateProperty().subscribe(this::show);
    }

    private void show(InsideState state) {
        Presence.set(all, !(state instanceof InsideState.Absent));
        Presence.set(offer, state instanceof InsideState.Offered);
        Presence.set(question, state instanceof InsideState.Asking);
        Presence.set(looking, state instanceof InsideState.Looking);
        Presence.set(failed, state instanceof InsideState.Failed);
        Presence.set(found, state instanceof InsideState.Found);
        switch (state) {
            case InsideState.Failed(var words) -> failure.setText(words);
            case InsideState.Found what -> show(what);
            case InsideState.Absent _, InsideState.Offered _, InsideState.Asking _, InsideState.Looking _ -> {
            }
        }
    }

    private void show(InsideState.Found what) {
        word.getChildren().setAll(what.level().map(level -> new VerdictMark(level, what.word())).stream().toList());
        Presence.set(word, what.level().isPresent());
        sentence.setText(what.sentence());
        ImageDetailsView.lines(lines, what.lines());
        Presence.set(lines, !what.lines().isEmpty());
        Presence.say(compared, what.compared());
    }

    @FXML
    private void ask() {
        model.ask();
    }

    @FXML
    private void agree() {
        model.agree();
    }

    @FXML
    private void decline() {
        model.decline();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }
}
