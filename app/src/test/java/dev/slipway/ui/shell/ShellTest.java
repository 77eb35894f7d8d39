package dev.slipway.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Texts;
import dev.slipway.settings.Settings;
import dev.slipway.tour.Tour;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShellTest {
    private final List<String> log = new ArrayList<>();
    private final Tour tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
    private final Texts texts = Texts.load(Locale.ENGLISH);
    private ShellModel model;

    private Screen show(Settings.Theme theme) {
        return Screen.show(theme, 1000, 700, stage -> {
            model = new ShellModel(texts, tour.machine(), tour.sessions(), tour.usage(tour.still()), Fx.platform());
            var pages = Place.ALL.stream().map(place -> new Page(place, () -> {
                log.add("made " + place.id());
                return new Label("page " + place.id());
            }, () -> log.add("refreshed " + place.id()))).toList();
            var view = new ShellView(new Frame(texts, Place.ALL), texts, model, pages,
                    List.of(new Action("shell.action.new-environment", "fth-plus", () -> log.add("new"))),
                    () -> log.add("left"));
            model.setFindings(1);
            stage.sceneProperty().subscribe(scene -> {
                if (scene != null) {
                    view.bindKeys(scene);
                }
            });
            return view.node();
        });
    }

    private static void press(Screen screen, KeyCode code, boolean control) {
        Screen.onFx(() -> {
            var target = screen.scene().getFocusOwner() == null ? screen.scene().getRoot()
                    : screen.scene().getFocusOwner();
            Event.fireEvent(target, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false));
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void pagesAreMadeWhenFirstShownAndKept(Settings.Theme theme) {
        try (var screen = show(theme)) {
            assertTrue(log.isEmpty(), "no page is made before it shows: " + log);
            press(screen, KeyCode.DIGIT2, true);
            press(screen, KeyCode.DIGIT4, true);
            press(screen, KeyCode.DIGIT2, true);
            press(screen, KeyCode.F5, false);
            assertEquals(List.of("made images", "made monitor", "refreshed images"), log);
            assertTrue(screen.find("#nav-images", NavItem.class).isSelected());
            assertFalse(screen.find("#nav-monitor", NavItem.class).isSelected());
            screen.settle();
            screen.save(Path.of("target/pictures/shell-" + theme + ".png"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void thePaletteFindsAPageByAFewLetters(Settings.Theme theme) {
        try (var screen = show(theme)) {
            press(screen, KeyCode.DIGIT1, true);
            press(screen, KeyCode.K, true);
            var palette = screen.find("#palette", Palette.class);
            assertTrue(palette.isVisible());
            Screen.onFx(() -> {
                ((TextField) palette.lookup(".text-field")).setText("doc");
                return null;
            });
            assertEquals(1, Screen.onFx(() -> ((ListView<?>) palette.lookup(".list-view")).getItems().size()));
            screen.settle();
            screen.save(Path.of("target/pictures/palette-" + theme + ".png"));
            press(screen, KeyCode.ENTER, false);
            assertFalse(palette.isVisible());
            assertEquals("doctor", model.pageProperty().get());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void theStatusLineSaysEngineDriverAndMemory(Settings.Theme theme) {
        try (var screen = show(theme)) {
            screen.await("the first GPU's memory shows", () -> model.stateProperty().get().memory().isPresent());
            assertEquals("Docker 28.2 · CDI", screen.find("#engine", Label.class).getText());
            assertEquals("Driver 580.95 · CUDA 13.0", screen.find("#driver", Label.class).getText());
            assertTrue(screen.find("#memory", Label.class).getText().matches("RTX 4090 \\d+\\.\\d / 24\\.0 GiB"));
            assertTrue(screen.find("#tourBanner", javafx.scene.layout.HBox.class).isVisible());
            assertEquals("2", screen.find("#nav-environments .badge", Label.class).getText());
            assertEquals("1", screen.find("#nav-doctor .badge", Label.class).getText());
        }
    }

    @Test
    void aWindowWhoseTitleBarIsAboveTheScreenIsMovedBack() {
        Screen.start();
        var places = Screen.onFx(() -> {
            var stage = new Stage();
            stage.setScene(new Scene(new Label("window"), 300, 200));
            stage.setX(40);
            stage.setY(-20);
            stage.show();
            ShellWindow.bringInReach(stage);
            var moved = List.of(stage.getX(), stage.getY());
            stage.setY(30);
            ShellWindow.bringInReach(stage);
            var left = List.of(stage.getX(), stage.getY());
            stage.close();
            return List.of(moved, left);
        });
        assertEquals(List.of(List.of(40.0, 0.0), List.of(40.0, 30.0)), places);
    }

    @Test
    void aWindowThatLandsAboveTheScreenOnlyAfterwardsIsMovedBackToo() throws InterruptedException {
        Screen.start();
        var stage = Screen.onFx(() -> {
            var made = new Stage();
            made.setScene(new Scene(new Label("window"), 300, 200));
            made.setY(30);
            made.show();
            ShellWindow.bringInReach(made);
            // As when the window manager adds its frame, and tells of it later.
            made.setY(-20);
            return made;
        });
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Screen.onFx(stage::getY) < 0 && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertEquals(0.0, Screen.onFx(stage::getY));
        Screen.onFx(() -> {
            stage.close();
            return true;
        });
    }
}
