package dev.slipway.ui.catalog;

import dev.slipway.ui.kit.Glyphs;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.ReferenceLabel;
import dev.slipway.ui.kit.VerdictMark;
import dev.slipway.ui.kit.Views;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/** The pane that sets two images side by side; a line that differs is strong and carries a mark. */
final class ComparisonView {
    private final ComparisonModel model;
    private final Views views;
    private final Parent root;

    @FXML private ReferenceLabel first;
    @FXML private ReferenceLabel second;
    @FXML private Label advice;
    @FXML private HBox firstVerdict;
    @FXML private HBox secondVerdict;
    @FXML private GridPane lines;

    ComparisonView(ComparisonModel model, Views views) {
        this.model = model;
        this.views = views;
        this.root = views.load(this);
    }

    Parent node() {
        return root;
    }

    @FXML
    private void initialize() {
        model.keptProperty().subscribe(this::await);
        model.comparisonProperty().subscribe(this::show);
    }

    private void await(Optional<CatalogRow> base) {
        base.ifPresent(row -> head(first, firstVerdict, row));
    }

    private void show(Optional<Comparison> comparison) {
        Presence.set(advice, comparison.isEmpty());
        lines.getChildren().clear();
        second.setText("");
        secondVerdict.getChildren().clear();
        comparison.ifPresent(both -> {
            head(first, firstVerdict, both.first());
            head(second, secondVerdict, both.second());
            int row = 0;
            for (var line : both.lines()) {
                lines.add(label(line), 0, row++, 2, 1);
                lines.addRow(row++, value(line.first(), line.differs()), value(line.second(), line.differs()));
            }
        });
    }

    private static void head(ReferenceLabel name, HBox verdict, CatalogRow row) {
        name.setText(row.entry().tag());
        verdict.getChildren().setAll(new VerdictMark(row.level(), row.verdict()));
    }

    private Node label(Comparison.Line line) {
        var label = new Label(line.label());
        label.getStyleClass().addAll("muted", "small");
        if (line.differs()) {
            label.setGraphic(Glyphs.of("fth-shuffle", views.texts().of("images.compare.differs")));
            label.getStyleClass().add("differs");
        }
        return label;
    }

    private static Node value(String words, boolean differs) {
        var label = new Label(words);
        label.setWrapText(true);
        if (differs) {
            label.getStyleClass().add("strong");
        }
        return label;
    }

    @FXML
    private void stop() {
        model.stop();
    }
}
