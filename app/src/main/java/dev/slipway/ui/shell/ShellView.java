package dev.slipway.ui.shell;

import dev.slipway.base.Texts;
import dev.slipway.ui.kit.Showing;
import dev.slipway.ui.kit.StyleClasses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** The frame at work: pages that change, the status line. */
public final class ShellView {
    private final Texts texts;
    private final ShellModel model;
    private final Frame frame;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Map<String, Node> loaded = new HashMap<>();
    private final List<Action> actions;
    private final ObservableValue<Boolean> showing;
    private Optional<Palette> palette = Optional.empty();

    /**
     * Takes a frame into use. No page is made yet.
     *
     * @param actions what the palette offers beside the pages
     * @param leave ends the tour
     */
    public ShellView(Frame frame, Texts texts, ShellModel model, List<Page> pages, List<Action> actions,
            Runnable leave) {
        this.texts = texts;
        this.model = model;
        this.frame = frame;
        this.actions = List.copyOf(actions);
        pages.forEach(page -> this.pages.put(page.id(), page));
        frame.items.forEach((id, item) -> item.setOnAction(_ -> model.show(id)));
        frame.leaveTour.setOnAction(_ -> leave.run());
        model.stateProperty().subscribe(this::show);
        model.pageProperty().subscribe(this::open);
        showing = Showing.of(frame.root);
        showing.addListener((_, _, visible) -> model.setShowing(visible));
        model.setShowing(showing.getValue());
    }

    /** The frame's node. */
    public Parent node() {
        return frame.node();
    }

    /** Makes the keys work: Ctrl+1..5 pages, F5, Ctrl+K. */
    public void bindKeys(Scene scene) {
        int number = 1;
        for (var page : pages.values()) {
            if (page.place().inNavigation() && !page.place().atTheBottom() && number <= 9) {
                key(scene, KeyCode.valueOf("DIGIT" + number), () -> model.show(page.id()));
                number++;
            }
        }
        pages.values().stream().filter(page -> page.place().atTheBottom()).findFirst()
                .ifPresent(page -> key(scene, KeyCode.COMMA, () -> model.show(page.id())));
        key(scene, KeyCode.K, this::openPalette);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F5), this::refresh);
    }

    private static void key(Scene scene, KeyCode code, Runnable action) {
        scene.getAccelerators().put(new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN), action);
    }

    /** Made when it is first asked for. */
    private void openPalette() {
        if (palette.isEmpty()) {
            palette = Optional.of(new Palette(texts, this::entries));
            frame.root.getChildren().add(palette.get());
        }
        palette.get().open();
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
            entries.add(new Palette.Entry(texts.of(page.place().textKey()), page.place().icon(),
                    () -> model.show(page.id())));
        }
        for (var action : actions) {
            entries.add(new Palette.Entry(texts.of(action.textKey()), action.icon(), action.run()));
        }
        return entries;
    }

    private void open(String id) {
        var page = pages.get(id);
        if (page == null) {
            return;
        }
        frame.choose(id);
        frame.content.getChildren().setAll(loaded.computeIfAbsent(id, _ -> page.view().get()));
    }

    private void show(ShellState state) {
        frame.tourBanner.setVisible(state.simulated());
        frame.engineDot.setVisible(true);
        StyleClasses.set(frame.engineDot, Stream.of("dot", state.health().styleClass()).filter(name -> !name.isEmpty())
                .toArray(String[]::new));
        frame.engine.setText(state.engine());
        frame.driver.setText(state.driver());
        frame.memory.setText(state.memory().orElse(""));
        frame.bar.show(state.bar());
        frame.bar.setVisible(state.memory().isPresent());
        frame.cost.setText(state.cost().orElse(""));
        badge("environments", state.sessions(), "");
        badge("doctor", state.findings(), "warning");
    }

    private void badge(String page, int count, String style) {
        var item = frame.items.get(page);
        if (item != null) {
            item.badge(count, style);
        }
    }

    /** The names of all pages, in order. */
    public List<String> pageIds() {
        return List.copyOf(pages.keySet());
    }
}
