package dev.slipway.ui.settings;

import dev.slipway.base.Texts;
import dev.slipway.ui.kit.Views;
import dev.slipway.ui.settings.SettingsState.Mirror;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The card of mirrors on the page of settings. */
final class MirrorsView {
    private final Texts texts;
    private final SettingsModel model;
    private final Parent node;
    private List<Mirror> shown = List.of();

    @FXML
    private VBox rows;
    @FXML
    private TextField registry;
    @FXML
    private TextField place;
    @FXML
    private Label mirrorProblem;

    MirrorsView(Views views, SettingsModel model) {
        this.texts = views.texts();
        this.model = model;
        this.node = views.load(this);
    }

    Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        for (var part : List.of(rows, mirrorProblem)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        rows.setVisible(false);
        say("");
        registry.textProperty().subscribe(_ -> say(""));
        place.textProperty().subscribe(_ -> say(""));
        model.stateProperty().subscribe(state -> show(state.mirrors()));
    }

    private void show(List<Mirror> mirrors) {
        if (!shown.equals(mirrors)) {
            shown = mirrors;
            rows.getChildren().setAll(mirrors.stream().map(this::row).toList());
            rows.setVisible(!mirrors.isEmpty());
        }
    }

    private HBox row(Mirror mirror) {
        var from = new Label(mirror.registry().equals("*") ? texts.of("settings.mirror.all") : mirror.registry());
        from.setPrefWidth(registry.getPrefWidth());
        from.setMinWidth(Region.USE_PREF_SIZE);
        var to = new Label(mirror.place());
        to.getStyleClass().add("mono");
        to.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(to, Priority.ALWAYS);
        var remove = new Button(texts.of("settings.mirror.remove"));
        remove.getStyleClass().add("quiet");
        remove.setMinWidth(Region.USE_PREF_SIZE);
        remove.setAccessibleText(texts.of("settings.mirror.remove-for", from.getText()));
        remove.setOnAction(_ -> {
            model.removeMirror(mirror.registry());
            registry.requestFocus();
        });
        var row = new HBox(from, to, remove);
        row.getStyleClass().add("row");
        if (!mirror.used()) {
            var unused = new Label(texts.of("settings.mirror.unused"));
            unused.getStyleClass().add("field-problem");
            unused.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(2, unused);
        }
        return row;
    }

    @FXML
    private void add() {
        var problem = model.addMirror(registry.getText(), place.getText());
        if (problem.isEmpty()) {
            registry.clear();
            place.clear();
            registry.requestFocus();
        }
        say(problem.orElse(""));
    }

    private void say(String problem) {
        mirrorProblem.setText(problem);
        mirrorProblem.setVisible(!problem.isEmpty());
    }
}
