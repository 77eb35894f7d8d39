package dev.slipway.ui.monitor;

import dev.slipway.base.Texts;
import dev.slipway.ui.kit.CardGrid;
import dev.slipway.ui.kit.Legend;
import dev.slipway.ui.kit.MemoryGraph;
import dev.slipway.ui.kit.Sparkline;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The graphs of one GPU: memory by session, and three small ones below it. */
final class GpuPanel extends VBox {
    private static final double GAP = 16;
    private static final double HIGHEST = 560;

    private final Label title = styled("card-title");
    private final Label amount = styled("muted");
    private final MemoryGraph graph;
    private final Legend legend = new Legend();
    private final CardGrid small = new CardGrid();
    private final List<GaugeCard> gauges = new ArrayList<>();

    GpuPanel(Texts texts) {
        super(GAP);
        getStyleClass().add("gpu-panel");
        graph = new MemoryGraph(texts);
        title.setMinWidth(0);
        amount.setMinWidth(USE_PREF_SIZE);
        VBox.setMargin(legend, new Insets(4, 0, 0, 36));
        var card = new VBox(line(title, amount), graph, legend);
        card.getStyleClass().add("card");
        // The graph takes the room that is left, so that all of the page can be seen at once.
        VBox.setVgrow(graph, Priority.ALWAYS);
        VBox.setVgrow(card, Priority.ALWAYS);
        card.setMaxHeight(HIGHEST);
        // On a tall screen the small graphs take what the large one does not.
        VBox.setVgrow(small, Priority.SOMETIMES);
        small.setColumnWidth(200);
        small.setMostColumns(3);
        getChildren().addAll(card, small);
    }

    private static Label styled(String styleClass) {
        var label = new Label();
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static HBox line(Label left, Label right) {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(left, space, right);
        line.getStyleClass().add("row");
        return line;
    }

    void show(MonitorState.Panel panel) {
        title.setText(panel.title());
        amount.setText(panel.amount());
        graph.show(panel.memory(), panel.title() + ", " + panel.amount());
        legend.show(panel.legend());
        while (gauges.size() < panel.gauges().size()) {
            var card = new GaugeCard();
            gauges.add(card);
            small.getChildren().add(card);
        }
        for (int i = 0; i < panel.gauges().size(); i++) {
            gauges.get(i).show(panel.gauges().get(i));
        }
    }

    private static final class GaugeCard extends VBox {
        private final Label label = styled("muted");
        private final Label value = styled("strong");
        private final Sparkline graph = new Sparkline();

        GaugeCard() {
            getStyleClass().addAll("card", "gauge");
            VBox.setVgrow(graph, Priority.ALWAYS);
            getChildren().addAll(line(label, value), graph);
        }

        void show(MonitorState.Gauge gauge) {
            label.setText(gauge.label());
            value.setText(gauge.value());
            graph.show(gauge.graph(), gauge.label() + " " + gauge.value());
        }
    }
}
