package dev.slipway.ui.sessions;

import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** What went wrong with an environment, below its card. */
final class TroubleView {
    private final CardModel model;
    private final Views views;
    private final Parent node;

    @FXML private Node trouble;
    @FXML private Label title;
    @FXML private Label advice;
    @FXML private Label detail;
    @FXML private Button details;
    @FXML private Button fix;

    TroubleView(CardModel model, Views views) {
        this.model = model;
        this.views = views;
        this.node = views.load(this);
    }

    Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        model.cardProperty().subscribe(card -> show(card.trouble()));
    }

    private void show(Optional<Card.Trouble> wrong) {
        Presence.set(trouble, wrong.isPresent());
        wrong.ifPresent(it -> {
            title.setText(it.title());
            advice.setText(it.advice());
            detail.setText(it.detail());
            Presence.set(detail, detail.isManaged() && details.isDisabled());
            Presence.set(details, !it.detail().isBlank() && !details.isDisabled());
            Presence.set(fix, it.fix().isPresent());
            it.fix().ifPresent(one -> fix.setText(views.texts().of(Card.fixKey(one))));
        });
    }

    @FXML
    private void details() {
        Presence.set(detail, true);
        details.setDisable(true);
        Presence.set(details, false);
    }

    @FXML
    private void fix() {
        model.cardProperty().get().trouble().flatMap(Card.Trouble::fix).ifPresent(model::fix);
    }

    @FXML
    private void dismiss() {
        model.dismiss();
    }
}
