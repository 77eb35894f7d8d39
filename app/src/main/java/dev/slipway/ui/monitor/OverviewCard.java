package dev.slipway.ui.monitor;

import dev.slipway.ui.kit.Legend;
import dev.slipway.ui.kit.Sparkline;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One GPU among all: its memory as a small graph, everything else in words. */
final class OverviewCard extends VBox {
    private static final double GRAPH_HEIGHT = 56;

    private final Label name = styled("card-title");
    private final Label amount = styled("muted");
    private final Sparkline graph = new Sparkline();
    private final Legend legend = new Legend();
    private final Label readings = styled("muted");

    OverviewCard() {
        getStyleClass().addAll("card", "overview-card");
        name.setMinWidth(0);
        amount.setMinWidth(USE_PREF_SIZE);
        graph.setPrefHeight(GRAPH_HEIGHT);
        VBox.setVgrow(graph, Priority.ALWAYS);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(name, space, amount);
        head.getStyleClass().add("row");
        getChildren().addAll(head, graph, legend, readings);
    }

    private static Label styled(String styleClass) {
        var label = new Label();
        label.getStyleClass().add(styleClass);
        return label;
    }

    void show(MonitorState.Panel panel) {
        name.setText(panel.name());
        amount.setText(panel.amount());
        graph.show(panel.memory(), panel.title() + ", " + panel.amount());
        legend.show(panel.legend());
        readings.setText(panel.gauges().stream().map(MonitorState.Gauge::value).collect(Collectors.joining(" · ")));
    }
}
