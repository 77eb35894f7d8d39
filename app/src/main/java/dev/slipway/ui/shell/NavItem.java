package dev.slipway.ui.shell;

import dev.slipway.ui.kit.Glyphs;
import dev.slipway.ui.kit.StyleClasses;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A line of the navigation: icon, name, and a number where there is something to count. */
final class NavItem extends ToggleButton {
    private final String name;
    private final HBox line;
    private Optional<Label> badge = Optional.empty();

    NavItem(String name, String icon) {
        this.name = name;
        var label = new Label(name);
        label.getStyleClass().add("nav-label");
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        line = new HBox(Glyphs.plain(icon), label);
        line.getStyleClass().add("nav-content");
        getStyleClass().setAll("nav-item");
        setGraphic(line);
        // The graphic would otherwise keep its own width and the numbers would not stand in one column.
        line.prefWidthProperty().bind(widthProperty().subtract(20));
        setMaxWidth(Double.MAX_VALUE);
        setAccessibleText(name);
    }

    void badge(int count, String style) {
        setAccessibleText(count > 0 ? name + ", " + count : name);
        if (count <= 0 && badge.isEmpty()) {
            return;
        }
        var shown = badge.orElseGet(this::addBadge);
        shown.setText(Integer.toString(count));
        shown.setVisible(count > 0);
        StyleClasses.set(shown, Stream.of("label", "badge", style).filter(one -> !one.isEmpty())
                .toArray(String[]::new));
    }

    /** Made when there is something to count: most lines never have, and each is styled before the first picture. */
    private Label addBadge() {
        var made = new Label();
        made.getStyleClass().add("badge");
        made.setMinWidth(USE_PREF_SIZE);
        made.managedProperty().bind(made.visibleProperty());
        line.getChildren().add(made);
        badge = Optional.of(made);
        return made;
    }

    @Override
    public void fire() {
        super.fire();
        // A page stays chosen when its line is pressed again.
        setSelected(true);
    }
}
