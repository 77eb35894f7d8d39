package dev.slipway.ui.settings;

import dev.slipway.base.Texts;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Showing;
import dev.slipway.ui.kit.Views;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The card of layers on the page of settings. */
final class LayersView {
    private final Texts texts;
    private final LayersModel model;
    private final Parent node;
    /** Kept, since it is the end of a chain that nobody else holds. */
    private final ObservableValue<Boolean> showing;
    private List<LayersState.Row> rows = List.of();

    @FXML private Button readLayers;
    @FXML private VBox layerRows;
    @FXML private Label noLayers;
    @FXML private Node layersBusy;
    @FXML private Label layersBusyWords;
    @FXML private Label layersProblem;
    @FXML private Label layersDone;

    LayersView(Views views, LayersModel model) {
        this.texts = views.texts();
        this.model = model;
        this.node = views.load(this);
        this.showing = Showing.of(node);
        showing.subscribe(model::shown);
    }

    Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        model.stateProperty().subscribe(this::show);
    }

    private void show(LayersState state) {
        boolean busy = state.busy().isPresent();
        readLayers.setDisable(busy);
        if (!rows.equals(state.rows())) {
            rows = state.rows();
            layerRows.getChildren().setAll(rows.stream().map(this::row).toList());
        }
        for (int i = 0; i < rows.size(); i++) {
            layerRows.getChildren().get(i).lookup(".button").setDisable(busy || !rows.get(i).removable());
        }
        Presence.set(layerRows, !rows.isEmpty());
        Presence.say(noLayers, state.empty());
        Presence.set(layersBusy, busy);
        layersBusyWords.setText(state.busy().orElse(""));
        Presence.say(layersProblem, state.problem());
        Presence.say(layersDone, state.done());
    }

    private HBox row(LayersState.Row layer) {
        var words = new VBox(2, label(layer.adds(), "strong"), label(layer.about(), "muted", "small"),
                label(layer.use(), "muted", "small"));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var remove = new Button(texts.of("layer.card.remove"));
        remove.getStyleClass().add("quiet");
        remove.setMinWidth(Region.USE_PREF_SIZE);
        remove.setAccessibleText(texts.of("layer.card.remove-for", layer.adds()));
        remove.setAccessibleHelp(layer.use());
        remove.setOnAction(_ -> {
            readLayers.requestFocus();
            model.remove(layer.tag());
        });
        var row = new HBox(words, remove);
        row.getStyleClass().add("row");
        return row;
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    @FXML
    private void read() {
        model.read();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }
}
