package dev.slipway.ui.settings;

import dev.slipway.base.Texts;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.stage.FileChooser;

/** The card of the facts behind verdicts on the page of settings. */
final class FactsView {
    private final Texts texts;
    private final FactsModel model;
    private final Parent node;

    @FXML private Label factsNotice;
    @FXML private Label factsVersion;
    @FXML private Label source;
    @FXML private Label signatureLabel;
    @FXML private Label signature;
    @FXML private Label keys;
    @FXML private TextField factsPlace;
    @FXML private Button loadFacts;
    @FXML private Button choose;
    @FXML private Button bundled;
    @FXML private Node busy;
    @FXML private Label busyWords;
    @FXML private Node question;
    @FXML private Label questionWords;
    @FXML private Label factsProblem;
    @FXML private Label factsDone;

    FactsView(Views views, FactsModel model) {
        this.texts = views.texts();
        this.model = model;
        this.node = views.load(this);
    }

    Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        // A long address is cut in its middle; the whole one is a glance away.
        source.setTooltip(new Tooltip());
        source.getTooltip().textProperty().bind(source.textProperty());
        model.stateProperty().subscribe(this::show);
    }

    private void show(FactsState state) {
        Presence.say(factsNotice, state.notice());
        factsVersion.setText(state.version());
        source.setText(state.source());
        Presence.say(signature, state.signature());
        Presence.set(signatureLabel, !state.signature().isEmpty());
        keys.setText(state.keys());
        Presence.set(busy, state.busy().isPresent());
        busyWords.setText(state.busy().orElse(""));
        Presence.set(question, state.question().isPresent());
        questionWords.setText(state.question().orElse(""));
        Presence.say(factsProblem, state.problem());
        Presence.say(factsDone, state.done());
        Presence.set(bundled, !state.bundled());
        for (var part : new Node[] {factsPlace, loadFacts, choose, bundled}) {
            part.setDisable(state.busy().isPresent() || state.question().isPresent());
        }
    }

    @FXML
    private void load() {
        model.load(factsPlace.getText());
    }

    @FXML
    private void choose() {
        var chooser = new FileChooser();
        chooser.setTitle(texts.of("settings.facts.choose"));
        chooser.getExtensionFilters().setAll(
                new FileChooser.ExtensionFilter(texts.of("settings.facts.files"), "*.json"));
        var file = chooser.showOpenDialog(node.getScene().getWindow());
        if (file != null) {
            factsPlace.setText(file.toString());
            load();
        }
    }

    @FXML
    private void cancel() {
        model.cancel();
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
    private void forget() {
        model.forget();
    }
}
