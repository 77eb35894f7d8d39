package dev.slipway.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Texts;
import dev.slipway.layer.LayeredEngine;
import dev.slipway.layer.Layers;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Views;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersCardTest {
    private final LayeredEngine engine = new LayeredEngine();

    private LayersModel model(Background background, Fx fx, Locale locale) {
        return new LayersModel(engine, new Layers(), background, fx, Texts.load(locale));
    }

    private LayersModel model() {
        return model(Background.sameThread(), Fx.direct(), Locale.ENGLISH);
    }

    private String used() {
        var tag = engine.layer("3f2a9c01d4e57b68a1c0ffee", "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime",
                734_003_200L, Map.of("jupyter", "true", "ssh", "true", "pip", "einops>=0.8 wandb", "apt", "git"));
        engine.container("train", tag);
        engine.container("eval", tag);
        return tag;
    }

    private String unused() {
        return engine.layer("a1b2c3d4e5f60718293a4b5c", "nvcr.io/nvidia/pytorch:26.08-py3", 1024,
                Map.of("jupyter", "false", "conda", "ffmpeg"));
    }

    @Test
    void nothingIsAskedBeforeSomeoneLooks() {
        unused();
        var model = model();
        engine.changed();
        assertEquals(LayersState.NOTHING, model.stateProperty().get());
        model.shown(true);
        assertEquals(1, model.stateProperty().get().rows().size());
    }

    @Test
    void eachLayerSaysWhatItAddsAndWhoUsesIt() {
        used();
        unused();
        var model = model();
        model.shown(true);
        var rows = model.stateProperty().get().rows();
        assertEquals("Jupyter · SSH server · pip einops>=0.8 wandb · apt git", rows.getFirst().adds());
        assertEquals("On top of pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime · 700.0 MiB · built on Nov 20, 2026 · "
                + "3f2a9c01d4e5", rows.getFirst().about());
        assertEquals("In use by train, eval. It can be removed once nothing uses it.", rows.getFirst().use());
        assertFalse(rows.getFirst().removable());
        assertEquals("conda ffmpeg", rows.getLast().adds());
        assertEquals("Not in use", rows.getLast().use());
        assertTrue(rows.getLast().removable());
        assertEquals(Optional.empty(), model.stateProperty().get().empty());
    }

    @Test
    void aRemovedLayerIsGone() {
        var used = used();
        var tag = unused();
        var model = model();
        model.shown(true);
        model.remove(tag);
        assertEquals(List.of(tag), engine.removed);
        assertEquals(List.of(used), model.stateProperty().get().rows().stream().map(LayersState.Row::tag).toList());
        assertEquals(Optional.of("The layer a1b2c3d4e5f6 is removed."), model.stateProperty().get().done());
    }

    @Test
    void aLayerThatCameIntoUseMeanwhileStays() {
        var tag = unused();
        var model = model();
        model.shown(true);
        engine.container("late", tag);
        model.remove(tag);
        assertEquals(List.of(), engine.removed);
        var problem = model.stateProperty().get().problem().orElseThrow();
        assertTrue(problem.endsWith("it is in use by late. Remove that first."), problem);
    }

    @Test
    void whatTheEngineRefusesIsSaidAndTheListStays() {
        var tag = unused();
        engine.failure = Optional.of(new Failure.EngineRefused("no space"));
        var model = model();
        model.shown(true);
        model.remove(tag);
        assertEquals(Optional.of("The layer " + tag + " stays: no space"), model.stateProperty().get().problem());
        assertEquals(1, model.stateProperty().get().rows().size());
        engine.failure = Optional.empty();
        model.remove(tag);
        assertEquals(Optional.empty(), model.stateProperty().get().problem());
        assertTrue(model.stateProperty().get().empty().orElseThrow().startsWith("There are no layers."));
    }

    @Test
    void anotherEngineIsReadAnewWhileTheCardShows() {
        engine.there = false;
        var model = model();
        model.shown(true);
        assertTrue(model.stateProperty().get().empty().orElseThrow().startsWith("No container engine answers"));
        unused();
        engine.there = true;
        engine.changed();
        assertEquals(1, model.stateProperty().get().rows().size());
        model.shown(false);
        used();
        engine.changed();
        assertEquals(1, model.stateProperty().get().rows().size(), "nobody looks");
        model.close();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en, 804", "DARK, zh-CN, 804", "DARK, en, 1404", "LIGHT, zh-CN, 1404"})
    void theCardReadsIsCancelledRemovesAndIsEmptyInTheEnd(Settings.Theme theme, String language, int width) {
        Screen.start();
        used();
        unused();
        var locale = Locale.forLanguageTag(language);
        var gate = new CountDownLatch(1);
        engine.gate = Optional.of(gate);
        var model = model(Background.virtualThreads(), Fx.platform(), locale);
        var name = language + "-" + width + "-" + theme;
        try (var screen = Screen.show(theme, width, 420, _ -> {
            var card = new VBox(new LayersView(new Views(Texts.load(locale)), model).node());
            card.getStyleClass().add("page");
            return card;
        })) {
            screen.await("it is under way", () -> screen.scene().lookup("#layersBusy").isVisible());
            picture(screen, "busy-" + name);
            fire((Button) screen.scene().lookup("#layersBusy").lookup(".button"));
            assertFalse(Screen.onFx(() -> screen.scene().lookup("#layersBusy").isVisible()));
            engine.gate = Optional.empty();
            fire(screen.find("#readLayers", Button.class));
            screen.await("both show", () -> removers(screen).size() == 2
                    && !screen.scene().lookup("#layersBusy").isVisible());
            assertTrue(Screen.onFx(() -> removers(screen).getFirst().isDisabled()), "it is in use");
            engine.failure = Optional.of(new Failure.EngineRefused("no space left on device"));
            fire(removers(screen).getLast());
            screen.await("the failure shows", () -> screen.scene().lookup("#layersProblem").isVisible());
            picture(screen, "problem-" + name);
            engine.failure = Optional.empty();
            fire(removers(screen).getLast());
            screen.await("one is left", () -> removers(screen).size() == 1);
            picture(screen, "removed-" + name);
            engine.containers.clear();
            fire(screen.find("#readLayers", Button.class));
            screen.await("it is free", () -> !removers(screen).getFirst().isDisabled());
            fire(removers(screen).getFirst());
            screen.await("none is left", () -> screen.scene().lookup("#noLayers").isVisible());
            picture(screen, "empty-" + name);
        }
        model.close();
    }

    private static List<Button> removers(Screen screen) {
        return screen.scene().lookup("#layerRows").lookupAll(".button").stream().map(Button.class::cast).toList();
    }

    private static void fire(Button button) {
        Screen.onFx(() -> {
            button.fire();
            return null;
        });
    }

    private static void picture(Screen screen, String what) {
        screen.settle();
        screen.save(Path.of("target/pictures/settings-layers-" + what + ".png"));
    }
}
