package dev.slipway.ui.launch;

import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** A GPU to tick, with how much of its memory is free. FX thread. */
final class GpuLine extends HBox {
    GpuLine(GpuTick tick) {
        var box = new CheckBox(tick.gpu().name());
        box.setMnemonicParsing(false);
        box.selectedProperty().bindBidirectional(tick.tickedProperty());
        var free = new Label();
        free.textProperty().bind(tick.freeProperty());
        free.getStyleClass().addAll("muted", "small");
        getChildren().setAll(box, free);
        getStyleClass().add("row");
    }
}
