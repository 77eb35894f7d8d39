package dev.slipway.ui.sessions;

import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** Asks, below a card, whether its environment may really be removed. */
final class QuestionView {
    private final CardModel model;
    private final Parent node;

    @FXML private Node question;
    @FXML private Label questionWords;
    @FXML private Button no;

    QuestionView(CardModel model, Views views) {
        this.model = model;
        this.node = views.load(this);
    }

    Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        model.askingProperty().subscribe(this::ask);
    }

    private void ask(boolean asking) {
        Presence.set(question, asking);
        questionWords.setText(asking ? model.question() : "");
        if (asking) {
            no.requestFocus();
        }
    }

    @FXML
    private void remove() {
        model.remove();
    }

    @FXML
    private void keep() {
        model.askingProperty().set(false);
    }
}
