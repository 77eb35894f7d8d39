package dev.slipway.ui.shell;

import dev.slipway.ui.kit.Glyphs;
import dev.slipway.ui.kit.StyleClasses;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A line of the navigation: icon, name, and a number where there is something to count. */
final class NavItem extends ToggleButton {
    private final Label badge = new Label();
    private final String name;

    NavItem(String name, String icon) {
        this.name = name;
        var label = new Label(name);
        label.getStyleClass().add("nav-label");
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        badge.getStyleClass().add("badge");
        badge.setMinWidth(USE_PREF_SIZE);
        badge.managedProperty().bind(badge.visibleProperty());
        badge.setVisible(false);
        var line = new HBox(Glyphs.of(icon), label, badge);
        line.getStyleClass().add("nav-content");
        getStyleClass().setAll("nav-item");
        setGraphic(line);
        // The graphic would otherwise keep its own width and the numbers would not stand in one column.
        line.prefWidthProperty().bind(widthProperty().subtract(20));
        setMaxWidth(Double.MAX_VALUE);
        setAccessibleText(name);
    }

    void badge(int count, String style) {
        badge.setText(Integer.toString(count));
        badge.setVisible(count > 0);
        StyleClasses.set(badge, Stream.of("label", "badge", style).filter(one -> !one.isEmpty())
                .toArray(String[]::new));
        setAccessibleText(count > 0 ? name + ", " + count : name);
    }

    @Override
    public void fire() {
        super.fire();
        // A page stays chosen when its line is pressed again.
        setSelected(true);
    }
}
