package dev.slipway.ui.shell;

import dev.slipway.base.Texts;
import dev.slipway.ui.kit.StackedBar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * What the frame is made of: navigation on the left, room for a page, the status line below. It is the window's first
 * picture, painted before there is anything to tell, so it needs texts and nothing else, and is made in code: reading
 * FXML would take as long as all the rest of it. FX thread.
 */
public final class Frame {
    final StackPane root = new StackPane();
    final Map<String, NavItem> items = new LinkedHashMap<>();
    final HBox tourBanner;
    final Button leaveTour;
    final StackPane content = new StackPane();
    final Region engineDot = new Region();
    final Label engine = named("engine");
    final Label driver = named("driver");
    final Label memory = named("memory");
    final StackedBar bar = new StackedBar();
    final Label cost = named("cost");

    /** A frame with a line for each of these places that belong into the navigation. */
    public Frame(Texts texts, List<Place> places) {
        leaveTour = new Button(texts.of("shell.tour.leave"));
        leaveTour.setId("leaveTour");
        tourBanner = tourBanner(texts);
        content.setId("content");
        VBox.setVgrow(content, Priority.ALWAYS);
        var frame = new BorderPane(new VBox(tourBanner, content));
        frame.setId("frame");
        frame.setLeft(navigation(texts, places));
        frame.setBottom(statusLine());
        root.setId("root");
        root.getChildren().add(frame);
    }

    private static Label named(String id) {
        var label = new Label();
        label.setId(id);
        return label;
    }

    private Node navigation(Texts texts, List<Place> places) {
        var brand = new HBox(mark(), new Label(texts.of("app.name")));
        brand.setId("brand");
        brand.getStyleClass().add("navigation-brand");
        var upper = new VBox();
        var lower = new VBox();
        for (var place : places) {
            if (place.inNavigation()) {
                var item = new NavItem(texts.of(place.textKey()), place.icon());
                item.setId("nav-" + place.id());
                items.put(place.id(), item);
                (place.atTheBottom() ? lower : upper).getChildren().add(item);
            }
        }
        upper.getStyleClass().add("nav-group");
        lower.getStyleClass().add("nav-group");
        var space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        var navigation = new VBox(brand, upper, space, lower);
        navigation.setId("navigation");
        navigation.getStyleClass().add("navigation");
        return navigation;
    }

    private HBox tourBanner(Texts texts) {
        var words = new Label(texts.of("shell.tour"));
        words.setMinWidth(0);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var banner = new HBox(words, leaveTour);
        banner.setId("tourBanner");
        banner.getStyleClass().add("tour-banner");
        banner.managedProperty().bind(banner.visibleProperty());
        banner.setVisible(false);
        return banner;
    }

    private Node statusLine() {
        engineDot.setId("engineDot");
        engineDot.getStyleClass().add("dot");
        // Nothing is known yet.
        engineDot.setVisible(false);
        var part = new HBox(engineDot, engine);
        part.getStyleClass().add("status-part");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        bar.setId("bar");
        bar.setPrefWidth(120);
        bar.setMinWidth(60);
        bar.setVisible(false);
        var line = new HBox(part, driver, space, memory, bar, cost);
        line.getStyleClass().add("status-line");
        return line;
    }

    /** Drawn from twice the size, so that it is sharp on dense screens too. */
    private static ImageView mark() {
        var mark = new ImageView(ShellWindow.icon(48));
        mark.setFitWidth(24);
        mark.setFitHeight(24);
        // The name stands beside it.
        mark.setAccessibleRole(AccessibleRole.NODE);
        return mark;
    }

    /** Marks the line of the page that shows, or that is about to. */
    public void choose(String page) {
        items.forEach((id, item) -> item.setSelected(id.equals(page)));
    }

    /** The node of it all. */
    public Parent node() {
        return root;
    }
}
