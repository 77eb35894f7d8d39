package dev.slipway.ui.catalog;

import dev.slipway.ui.kit.Glyphs;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.ReferenceLabel;
import dev.slipway.ui.kit.StyleClasses;
import dev.slipway.ui.kit.VerdictMark;
import dev.slipway.ui.kit.Views;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/** The pane that explains the selected image. */
final class ImageDetailsView {
    private final CatalogModel model;
    private final Views views;
    private final Parent root;

    @FXML private Label nothing;
    @FXML private Node something;
    @FXML private ReferenceLabel repository;
    @FXML private ReferenceLabel tag;
    @FXML private VBox box;
    @FXML private HBox word;
    @FXML private Label sentence;
    @FXML private Label whyNot;
    @FXML private GridPane points;
    @FXML private GridPane facts;
    @FXML private VBox nearest;
    @FXML private Label nearestLabel;
    @FXML private ReferenceLabel suggestion;
    @FXML private Label none;
    @FXML private MenuItem pin;
    @FXML private Button launch;
    @FXML private Label origin;
    @FXML private Pane inside;

    ImageDetailsView(CatalogModel model, Views views) {
        this.model = model;
        this.views = views;
        this.root = views.load(this);
    }

    Parent node() {
        return root;
    }

    @FXML
    private void initialize() {
        var look = new InsideView(model.inside(), views).node();
        inside.getChildren().setAll(look);
        inside.managedProperty().bind(look.managedProperty());
        model.detailsProperty().subscribe(this::show);
    }

    private void show(Optional<ImageDetails> details) {
        nothing.setVisible(details.isEmpty());
        something.setVisible(details.isPresent());
        details.ifPresent(this::show);
    }

    private void show(ImageDetails details) {
        repository.setText(details.repository());
        tag.setText(details.tag());
        StyleClasses.set(box, "verdict-box", "verdict-" + details.level().id());
        word.getChildren().setAll(new VerdictMark(details.level(), details.word()));
        sentence.setText(details.sentence());
        Presence.set(whyNot, details.fails() && !details.points().isEmpty());
        lines(points, details.points());
        lines(facts, details.facts());
        points.setManaged(!details.points().isEmpty());
        Presence.set(nearest, details.suggestion().isPresent());
        Presence.set(none, details.fails() && details.suggestion().isEmpty());
        pin.setDisable(details.pinned().isEmpty());
        pin.setText(views.texts().of(details.pinned().isEmpty() ? "images.details.pin.unknown"
                : "images.details.pin"));
        nearestLabel.setText(details.suggestionLabel());
        suggestion.setText(details.suggestion().orElse(""));
        launch.setText(details.launchLabel());
        launch.getStyleClass().remove("primary");
        // One primary button: the better image, where there is one, and none for an image that fails.
        if (details.suggestion().isEmpty() && !details.fails()) {
            launch.getStyleClass().add("primary");
        }
        origin.setText(details.origin());
        origin.setTooltip(details.sources().isEmpty() ? null : new Tooltip(details.sources()));
    }

    static void lines(GridPane grid, List<ImageDetails.Line> lines) {
        grid.getChildren().clear();
        for (int row = 0; row < lines.size(); row++) {
            var line = lines.get(row);
            var label = new Label(line.label());
            label.getStyleClass().add("muted");
            label.setWrapText(true);
            var value = new Label(line.value());
            value.setWrapText(true);
            value.getStyleClass().add(line.met() ? "value" : "value-unmet");
            value.setGraphic(line.met() ? null : Glyphs.of("fth-x"));
            if (!line.origin().isEmpty()) {
                for (var part : List.of(label, value)) {
                    part.setTooltip(new Tooltip(line.origin()));
                    part.setAccessibleHelp(line.origin());
                }
            }
            grid.addRow(row, label, value);
        }
    }

    @FXML
    private void use() {
        model.useSuggestion();
    }

    @FXML
    private void launch() {
        model.launch();
    }

    @FXML
    private void compare() {
        model.comparison().keep();
    }

    @FXML
    private void copyReference() {
        copy(model.detailsProperty().get().map(ImageDetails::reference));
    }

    @FXML
    private void copyPinned() {
        copy(model.detailsProperty().get().flatMap(ImageDetails::pinned));
    }

    @FXML
    private void copyVerdict() {
        copy(model.verdictText());
    }

    private static void copy(Optional<String> text) {
        text.ifPresent(words -> {
            var content = new ClipboardContent();
            content.putString(words);
            Clipboard.getSystemClipboard().setContent(content);
        });
    }
}
