package dev.slipway.ui.kit;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Names beside dots of their colours. */
public final class Legend extends FlowPane {
    private List<Item> items = List.of();

    /** A name and a session's colour number. */
    public record Item(int colour, String words) {
    }

    /** An empty legend. */
    public Legend() {
        super(16, 4);
        getStyleClass().add("legend");
        setMinWidth(0);
        setPrefWrapLength(200);
    }

    /** Shows other names. */
    public void show(List<Item> newItems) {
        if (newItems.equals(items)) {
            return;
        }
        items = List.copyOf(newItems);
        getChildren().setAll(items.stream().map(Legend::entry).toList());
    }

    private static HBox entry(Item item) {
        var dot = new Region();
        dot.getStyleClass().addAll("dot", SessionColours.styleClass(item.colour()));
        var label = new Label(item.words());
        label.getStyleClass().addAll("muted", "small");
        var entry = new HBox(6, dot, label);
        entry.setAlignment(Pos.CENTER_LEFT);
        return entry;
    }
}
