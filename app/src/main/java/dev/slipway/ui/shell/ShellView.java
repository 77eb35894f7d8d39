package dev.slipway.ui.shell;

import dev.slipway.base.Texts;
import dev.slipway.ui.kit.Showing;
import dev.slipway.ui.kit.StackedBar;
import dev.slipway.ui.kit.StyleClasses;
import dev.slipway.ui.kit.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The frame: navigation on the left, a page, the status line below. */
public final class ShellView {
    private static final String AT_THE_BOTTOM = "settings";

    private final Texts texts;
    private final ShellModel model;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Map<String, NavItem> items = new HashMap<>();
    private final Map<String, Node> loaded = new HashMap<>();
    private final List<Action> actions;
    private final Runnable leave;
    private final Parent node;
    private final Palette palette;
    private final ObservableValue<Boolean> showing;

    @FXML
    private StackPane root;
    @FXML
    private HBox brand;
    @FXML
    private VBox upper;
    @FXML
    private VBox lower;
    @FXML
    private HBox tourBanner;
    @FXML
    private Button leaveTour;
    @FXML
    private StackPane content;
    @FXML
    private Region engineDot;
    @FXML
    private Label engine;
    @FXML
    private Label driver;
    @FXML
    private Label memory;
    @FXML
    private StackedBar bar;
    @FXML
    private Label cost;

    /**
     * A frame with its pages, none of them made yet.
     *
     * @param actions what the palette offers beside the pages
     * @param leave ends the tour
     */
    public ShellView(Views views, ShellModel model, List<Page> pages, List<Action> actions, Runnable leave) {
        this.texts = views.texts();
        this.model = model;
        this.actions = List.copyOf(actions);
        this.leave = leave;
        pages.forEach(page -> this.pages.put(page.id(), page));
        node = views.load(this);
        palette = new Palette(texts, this::entries);
        root.getChildren().add(palette);
        showing = Showing.of(node);
        showing.addListener((_, _, visible) -> model.setShowing(visible));
        model.setShowing(showing.getValue());
    }

    @FXML
    private void initialize() {
        brand.getChildren().addFirst(mark());
        for (var page : pages.values().stream().filter(Page::inNavigation).toList()) {
            var item = new NavItem(texts.of(page.textKey()), page.icon());
            item.setId("nav-" + page.id());
            item.setOnAction(_ -> model.show(page.id()));
            items.put(page.id(), item);
            (page.id().equals(AT_THE_BOTTOM) ? lower : upper).getChildren().add(item);
        }
        leaveTour.setOnAction(_ -> leave.run());
        tourBanner.managedProperty().bind(tourBanner.visibleProperty());
        model.stateProperty().subscribe(this::show);
        model.pageProperty().subscribe(this::open);
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

    /** The frame's node. */
    public Parent node() {
        return node;
    }

    /** Makes the keys work: Ctrl+1..5 pages, F5, Ctrl+K. */
    public void bindKeys(Scene scene) {
        int number = 1;
        for (var page : pages.values()) {
            if (page.inNavigation() && !page.id().equals(AT_THE_BOTTOM) && number <= 9) {
                key(scene, KeyCode.valueOf("DIGIT" + number), () -> model.show(page.id()));
                number++;
            }
        }
        key(scene, KeyCode.COMMA, () -> model.show(AT_THE_BOTTOM));
        key(scene, KeyCode.K, palette::open);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F5), this::refresh);
    }

    private static void key(Scene scene, KeyCode code, Runnable action) {
        scene.getAccelerators().put(new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN), action);
    }

    private void refresh() {
        var page = pages.get(model.pageProperty().get());
        if (page != null) {
            page.refresh().run();
        }
    }

    private List<Palette.Entry> entries() {
        var entries = new ArrayList<Palette.Entry>();
        for (var page : pages.values()) {
            entries.add(new Palette.Entry(texts.of(page.textKey()), page.icon(), () -> model.show(page.id())));
        }
        for (var action : actions) {
            entries.add(new Palette.Entry(texts.of(action.textKey()), action.icon(), action.run()));
        }
        return entries;
    }

    private void open(String id) {
        items.forEach((page, item) -> item.setSelected(page.equals(id)));
        var page = pages.get(id);
        if (page == null) {
            return;
        }
        content.getChildren().setAll(loaded.computeIfAbsent(id, _ -> page.view().get()));
    }

    private void show(ShellState state) {
        tourBanner.setVisible(state.simulated());
        StyleClasses.set(engineDot, Stream.of("dot", state.health().styleClass()).filter(name -> !name.isEmpty())
                .toArray(String[]::new));
        engine.setText(state.engine());
        driver.setText(state.driver());
        memory.setText(state.memory().orElse(""));
        bar.show(state.bar());
        bar.setVisible(state.memory().isPresent());
        cost.setText(state.cost().orElse(""));
        badge("environments", state.sessions(), "");
        badge("doctor", state.findings(), "warning");
    }

    private void badge(String page, int count, String style) {
        var item = items.get(page);
        if (item != null) {
            item.badge(count, style);
        }
    }

    /** The names of all pages, in order. */
    public List<String> pageIds() {
        return List.copyOf(pages.keySet());
    }
}
