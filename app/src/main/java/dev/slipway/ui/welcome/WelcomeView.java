package dev.slipway.ui.welcome;

import dev.slipway.base.Texts;
import dev.slipway.setup.Part;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import java.util.EnumMap;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The page of a first start. */
public final class WelcomeView {
    private final Texts texts;
    private final WelcomeModel model;
    private final Map<Part.Topic, PartRow> rows = new EnumMap<>(Part.Topic.class);
    private final Parent node;

    @FXML private Label subtitle;
    @FXML private Button again;
    @FXML private VBox parts;
    @FXML private Label notebookTitle;
    @FXML private Label notebookImage;
    @FXML private Label notebookDetail;
    @FXML private Button notebook;
    @FXML private Button cancel;
    @FXML private Button images;
    @FXML private VBox progress;
    @FXML private ProgressBar bar;
    @FXML private Label progressWords;
    @FXML private Label trouble;
    @FXML private HBox links;

    /** The page over its model. */
    public WelcomeView(Views views, WelcomeModel model) {
        this.texts = views.texts();
        this.model = model;
        this.node = views.load(this);
    }

    @FXML
    private void initialize() {
        model.stateProperty().subscribe(this::show);
        model.notebook().stateProperty().subscribe(this::show);
    }

    /** The page's node. */
    public Parent node() {
        return node;
    }

    private void show(WelcomeState state) {
        subtitle.setText(state.subtitle());
        Presence.pause(again, state.looking());
        Presence.set(links, !state.simulated());
        var first = state.parts().stream().filter(line -> line.fix().filter(WelcomeState.Fix::runnable).isPresent())
                .map(WelcomeState.Line::topic).findFirst();
        for (var line : state.parts()) {
            var row = rows.computeIfAbsent(line.topic(), topic -> {
                var made = new PartRow(texts, topic, model);
                parts.getChildren().add(made);
                return made;
            });
            row.show(line, first.filter(line.topic()::equals).isPresent());
        }
    }

    private void show(NotebookState state) {
        notebookTitle.setText(state.title());
        Presence.say(notebookImage, state.image());
        Presence.say(notebookDetail, state.detail());
        boolean busy = state.kind() == NotebookState.Kind.LAUNCHING || state.kind() == NotebookState.Kind.OPENING;
        Presence.set(notebook, !busy && state.kind() != NotebookState.Kind.NONE);
        notebook.setDisable(state.kind() != NotebookState.Kind.READY && state.kind() != NotebookState.Kind.UP);
        notebook.setText(texts.of(state.kind() == NotebookState.Kind.UP ? "welcome.notebook.again"
                : "welcome.notebook.open"));
        Presence.set(cancel, state.kind() == NotebookState.Kind.LAUNCHING);
        Presence.set(images, state.kind() == NotebookState.Kind.NONE);
        Presence.set(progress, busy);
        bar.setProgress(state.progress().map(it -> it.fraction()).orElse(-1.0));
        Presence.say(progressWords, state.progress().map(it -> it.words()).orElse(""));
        Presence.say(trouble, state.trouble());
    }

    @FXML
    private void checkAgain() {
        model.refresh();
    }

    @FXML
    private void skip() {
        model.skip();
    }

    @FXML
    private void openNotebook() {
        model.notebook().open();
    }

    @FXML
    private void cancelNotebook() {
        model.notebook().cancel();
    }

    @FXML
    private void showImages() {
        model.images();
    }

    @FXML
    private void openDoctor() {
        model.openDoctor();
    }

    @FXML
    private void takeTour() {
        model.tour();
    }
}
