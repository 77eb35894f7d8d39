package dev.slipway.ui.machine;

import dev.slipway.ui.kit.Legend;
import dev.slipway.ui.kit.Sparkline;
import dev.slipway.ui.kit.StackedBar;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The card of one GPU. */
final class GpuCard extends VBox {
    private static final double GRAPH_HEIGHT = 64;

    private final Label name = styled("card-title");
    private final Label pill = styled("pill");
    private final Label kind = styled("muted");
    private final Label used = styled("big-number");
    private final Label total = styled("muted");
    private final StackedBar bar = new StackedBar();
    private final Legend legend = new Legend();
    private final Sparkline graph = new Sparkline();
    private final HBox readings = new HBox(20);
    private final Label note = styled("muted");

    GpuCard() {
        getStyleClass().addAll("card", "gpu-card");
        pill.setMinWidth(USE_PREF_SIZE);
        kind.setMinWidth(USE_PREF_SIZE);
        name.setMinWidth(0);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(12, name, pill, space, kind);
        head.setAlignment(Pos.CENTER_LEFT);
        var amount = new HBox(10, used, total);
        amount.setAlignment(Pos.BASELINE_LEFT);
        graph.setPrefHeight(GRAPH_HEIGHT);
        note.setWrapText(true);
        for (var part : new Region[] {bar, graph, note, readings, legend}) {
            part.managedProperty().bind(part.visibleProperty());
        }
        getChildren().addAll(head, amount, bar, legend, graph, readings, note);
    }

    private static Label styled(String styleClass) {
        var label = new Label();
        label.getStyleClass().add(styleClass);
        return label;
    }

    void show(MachineState.Card card) {
        name.setText(card.name());
        pill.setText(card.pill());
        kind.setText(card.kind());
        used.setText(card.used());
        total.setText(card.total());
        card.parts().ifPresent(bar::show);
        bar.setVisible(card.parts().isPresent());
        legend.show(card.legend());
        legend.setVisible(!card.legend().isEmpty());
        graph.setVisible(card.graph().isPresent());
        card.graph().ifPresent(frame -> graph.show(frame, card.used() + " " + card.total()));
        while (readings.getChildren().size() < card.readings().size()) {
            readings.getChildren().add(styled("muted"));
        }
        for (int i = 0; i < card.readings().size(); i++) {
            ((Label) readings.getChildren().get(i)).setText(card.readings().get(i));
        }
        readings.setVisible(!card.readings().isEmpty());
        note.setText(card.note());
        note.setVisible(!card.note().isEmpty());
    }
}
