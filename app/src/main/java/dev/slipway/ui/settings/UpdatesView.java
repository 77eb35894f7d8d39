package dev.slipway.ui.settings;

import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;

/** The card of newer releases on the page of settings. */
final class UpdatesView {
    private final UpdatesModel model;
    private final Parent node;

    @FXML private Label updateStatus;
    @FXML private Label noFeed;
    @FXML private CheckBox automatic;
    @FXML private Label automaticNote;
    @FXML private Button checkUpdates;
    @FXML private Node newsBox;
    @FXML private Label news;
    @FXML private Button download;
    @FXML private Node updateBusy;
    @FXML private ProgressBar progress;
    @FXML private Label updateBusyWords;
    @FXML private Node readyBox;
    @FXML private Label ready;
    @FXML private Label updateCommand;
    @FXML private Button copyUpdateCommand;
    @FXML private Label updateProblem;
    @FXML private Label updateDone;

    UpdatesView(Views views, UpdatesModel model) {
        this.model = model;
        this.node = views.load(this);
    }

    Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        model.stateProperty().subscribe(this::show);
        automatic.setOnAction(_ -> model.automatic(automatic.isSelected()));
    }

    private void show(UpdatesState state) {
        boolean feed = state.feed().isPresent();
        boolean busy = state.busy().isPresent();
        updateStatus.setText(state.status());
        Presence.set(noFeed, !feed);
        Presence.set(automatic, feed);
        Presence.set(automaticNote, feed);
        Presence.set(checkUpdates, feed);
        automatic.setText(state.feed().orElse(""));
        automatic.setSelected(state.automatic());
        checkUpdates.setDisable(busy);
        Presence.set(newsBox, state.news().isPresent());
        news.setText(state.news().orElse(""));
        Presence.set(download, state.download().isPresent() && !busy);
        download.setText(state.download().orElse(""));
        Presence.set(updateBusy, busy);
        progress.setProgress(state.progress());
        updateBusyWords.setText(state.busy().orElse(""));
        Presence.set(readyBox, state.ready().isPresent() && !busy);
        ready.setText(state.ready().orElse(""));
        Presence.say(updateCommand, state.command());
        Presence.set(copyUpdateCommand, state.command().isPresent());
        Presence.say(updateProblem, state.problem());
        Presence.say(updateDone, state.done());
    }

    @FXML
    private void check() {
        model.check();
    }

    @FXML
    private void download() {
        model.download();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    @FXML
    private void open() {
        model.open();
    }

    @FXML
    private void copyCommand() {
        model.copyCommand();
    }
}
