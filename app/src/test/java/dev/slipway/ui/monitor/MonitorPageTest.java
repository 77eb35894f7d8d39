package dev.slipway.ui.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.GpuSample;
import dev.slipway.settings.Settings;
import dev.slipway.tour.Tour;
import dev.slipway.ui.Scenes;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.MemoryGraph;
import dev.slipway.ui.kit.Notices;
import dev.slipway.ui.kit.Views;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MonitorPageTest {
    private final Tour tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
    private final Texts texts = Texts.load(Locale.ENGLISH);

    private MonitorModel model(Feed feed, Fx fx) {
        return new MonitorModel(texts, tour.machine(), tour.sessions(), tour.usage(feed), Background.sameThread(), fx,
                () -> {
                });
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void showsGraphsAndWhoUsesTheGpus(Settings.Theme theme) {
        var built = new ArrayList<MonitorModel>();
        try (var screen = Screen.show(theme, 1000, 900, _ -> {
            var model = model(tour.still(), Fx.platform());
            built.add(model);
            return new MonitorView(new Views(texts), model, new Notices(texts, new StackPane())).node();
        })) {
            var model = built.getFirst();
            screen.await("there is a choice of GPUs",
                    () -> screen.scene().getRoot().lookupAll("#choices .chip").size() == 3);
            var table = screen.find("#table", TableView.class);
            var rows = Screen.onFx(() -> List.copyOf(model.stateProperty().get().rows()));
            assertEquals(rows.size(), Screen.onFx(() -> table.getItems().size()));
            assertEquals(List.of("diffusion", "thesis", "desktop and other"),
                    rows.stream().map(MonitorState.Row::session).toList());
            assertEquals("python train.py", rows.getFirst().processes());
            assertTrue(rows.getFirst().gpuMemory().matches("1[01]\\.\\d GiB"), rows.getFirst().gpuMemory());
            Screen.onFx(() -> {
                screen.find(screen.scene().getRoot(), "#range-hour", ToggleButton.class).fire();
                return null;
            });
            assertEquals(Range.HOUR, model.stateProperty().get().range());
            Screen.onFx(() -> {
                screen.find(screen.scene().getRoot(), "#range-quarter", ToggleButton.class).fire();
                return null;
            });
            screen.settle();
            hover(screen);
            screen.settle();
            assertEquals(List.of("thesis started"), Screen.onFx(() -> screen.scene().getRoot().lookupAll(".graph-axis")
                    .stream().filter(node -> node.isVisible() && ((javafx.scene.control.Label) node).getText()
                            .endsWith("started"))
                    .map(node -> ((javafx.scene.control.Label) node).getText()).toList()));
            assertTrue(screen.find(".graph-values", javafx.scene.layout.VBox.class).isVisible());
            screen.save(Path.of("target/pictures/monitor-" + theme + ".png"));
        }
    }

    @Test
    void oneGpuIsShownAtATimeAndAllOfThemInLittleRoom() {
        var built = new ArrayList<MonitorModel>();
        try (var screen = Screen.show(Settings.Theme.LIGHT, 1000, 640, _ -> {
            var model = new MonitorModel(texts, Scenes.alike(8), tour.sessions(), Scenes.alikeUsage(8),
                    Background.sameThread(), Fx.platform(), () -> {
                    });
            built.add(model);
            return new MonitorView(new Views(texts), model, new Notices(texts, new StackPane())).node();
        })) {
            var model = built.getFirst();
            screen.await("there is a choice", () -> chips(screen).size() == 9);
            assertEquals(List.of("GPU 0", "GPU 1", "GPU 2", "GPU 3", "GPU 4", "GPU 5", "GPU 6", "GPU 7", "All GPUs"),
                    Screen.onFx(() -> chips(screen).stream().map(ToggleButton::getText).toList()));
            screen.settle();
            assertEquals("GPU-2", model.stateProperty().get().chosen(), "the one whose sessions hold most");
            assertEquals(1, model.stateProperty().get().panels().size(), "nothing is made ready for the others");
            var table = screen.find("#table", TableView.class);
            assertTrue(Screen.onFx(() -> table.localToScene(table.getLayoutBounds()).getMaxY()) <= 640,
                    "who uses the GPUs is seen without scrolling");
            assertEquals(List.of("2", "5", "0–7"), Screen.onFx(() -> model.stateProperty().get().rows().stream()
                    .map(MonitorState.Row::gpus).toList()));
            Screen.onFx(() -> {
                chips(screen).get(5).fire();
                return null;
            });
            assertEquals("GPU-5", model.stateProperty().get().chosen());
            Screen.onFx(() -> {
                chips(screen).getLast().fire();
                return null;
            });
            assertEquals(8, Screen.onFx(() -> screen.scene().getRoot().lookupAll(".overview-card").size()));
            assertEquals("GPU 0 · H200", model.stateProperty().get().panels().getFirst().name(),
                    "the number first: it is what is left where there is little room");
            assertFalse(Screen.onFx(() -> screen.scene().lookup(".gpu-panel").getParent().isVisible()));
            assertTrue(Screen.onFx(() -> chips(screen).getLast().isSelected() && !chips(screen).get(5).isSelected()));
        }
    }

    @ParameterizedTest
    @CsvSource({"804, 670", "1404, 970", "2000, 1400", "900, 1800"})
    void theGraphsUseAllTheRoomAboveTheTable(int width, int height) {
        try (var screen = Screen.show(Settings.Theme.DARK, width, height, _ ->
                new MonitorView(new Views(texts), model(tour.still(), Fx.platform()), new Notices(texts, new StackPane()))
                        .node())) {
            screen.await("there is a choice", () -> chips(screen).size() == 3);
            screen.settle();
            screen.save(Path.of("target/pictures/monitor-room-" + height + ".png"));
            assertEquals(16, roomAboveTable(screen, ".gauge"), 1.5);
            assertEquals(height - 22, bottom(screen, "#table"), 1.5, "nothing is left below it either");
            Screen.onFx(() -> {
                chips(screen).getLast().fire();
                return null;
            });
            screen.settle();
            screen.save(Path.of("target/pictures/monitor-room-all-" + height + ".png"));
            assertEquals(16, roomAboveTable(screen, ".overview-card"), 1.5);
            assertEquals(height - 22, bottom(screen, "#table"), 1.5);
        }
    }

    private static double roomAboveTable(Screen screen, String above) {
        var table = screen.find("#table", TableView.class);
        return Screen.onFx(() -> table.localToScene(table.getLayoutBounds()).getMinY()
                - screen.scene().getRoot().lookupAll(above).stream()
                .mapToDouble(node -> node.localToScene(node.getLayoutBounds()).getMaxY()).max().orElseThrow());
    }

    private static double bottom(Screen screen, String selector) {
        var node = screen.find(selector, javafx.scene.Node.class);
        return Screen.onFx(() -> node.localToScene(node.getLayoutBounds()).getMaxY());
    }

    private static List<ToggleButton> chips(Screen screen) {
        return screen.scene().getRoot().lookupAll("#choices .chip").stream().map(ToggleButton.class::cast).toList();
    }

    @Test
    void aSingleGpuLeavesNoChoice() {
        var model = new MonitorModel(texts, Scenes.alike(1), tour.sessions(), Scenes.alikeUsage(1),
                Background.sameThread(), Fx.direct(), () -> {
                });
        model.setShowing(true);
        assertTrue(model.stateProperty().get().choices().isEmpty());
        assertFalse(model.stateProperty().get().overview());
        assertEquals(1, model.stateProperty().get().panels().size());
    }

    private static void hover(Screen screen) {
        Screen.onFx(() -> {
            var graph = screen.find(screen.scene().getRoot(), ".memory-graph", MemoryGraph.class);
            javafx.event.Event.fireEvent(graph, new MouseEvent(MouseEvent.MOUSE_MOVED, graph.getWidth() * 0.7, 50,
                    graph.getWidth() * 0.7, 50, javafx.scene.input.MouseButton.NONE, 0, false, false, false, false,
                    false, false, false, false, false, false, null));
            return null;
        });
    }

    @Test
    void aPausedMonitorKeepsItsPicture() {
        var feed = new Stepping();
        var model = model(feed, Fx.direct());
        model.setShowing(true);
        feed.step();
        var before = model.stateProperty().get().panels();
        assertFalse(before.isEmpty());
        model.pause(true);
        feed.step();
        assertEquals(before, model.stateProperty().get().panels());
        model.pause(false);
        feed.step();
        assertFalse(before.equals(model.stateProperty().get().panels()));
    }

    @Test
    void nothingIsAskedForWhileNobodyLooks() {
        var feed = new Stepping();
        var model = model(feed, Fx.direct());
        assertTrue(feed.listeners.isEmpty());
        model.setShowing(true);
        assertEquals(1, feed.listeners.size());
        model.setShowing(false);
        assertTrue(feed.listeners.isEmpty());
    }

    @Test
    void anExportHasALineForEachReading(@TempDir Path folder) throws Exception {
        var model = model(tour.still(), Fx.direct());
        model.setShowing(true);
        model.look(Range.MINUTE);
        var done = new ArrayList<Path>();
        model.export(folder.resolve("readings.csv"), done::add, failure -> {
            throw new AssertionError(failure.toString());
        });
        var lines = Files.readAllLines(done.getFirst());
        assertTrue(lines.getFirst().startsWith("time,gpu."), lines.getFirst());
        assertTrue(lines.getFirst().contains(".session.diffusion"));
        assertTrue(lines.size() > 55 && lines.size() <= 61, lines.size() + " lines");
        int columns = lines.getFirst().split(",", -1).length;
        assertTrue(lines.stream().allMatch(line -> line.split(",", -1).length == columns));
    }

    private final class Stepping implements Feed {
        private final List<Consumer<List<GpuSample>>> listeners = new ArrayList<>();

        @Override
        public Subscription listen(Pace pace, Consumer<List<GpuSample>> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        void step() {
            var samples = tour.gpus().sample();
            List.copyOf(listeners).forEach(listener -> listener.accept(samples));
        }
    }
}
