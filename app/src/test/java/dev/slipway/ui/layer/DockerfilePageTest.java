package dev.slipway.ui.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Texts;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.environment.Extras;
import dev.slipway.layer.LayerPlan;
import dev.slipway.layer.LayeredEngine;
import dev.slipway.layer.Layers;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Views;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfilePageTest {
    private static final String IMAGE = "pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime";

    private final LayeredEngine engine = new LayeredEngine();
    private final List<String> copied = new CopyOnWriteArrayList<>();

    private static Session session(boolean jupyter, Extras extras) {
        return new Session("train", new Environment("train", IMAGE, new GpuChoice.None(), Optional.empty(), jupyter,
                Optional.empty(), Optional.empty(), extras), new SessionState.Stopping(), Optional.of("id-train"),
                List.of(), 0, Optional.empty());
    }

    private static Session packed() {
        return session(true, new Extras(new Extras.Packages(List.of("einops>=0.8", "wandb"), List.of(),
                List.of("git")), true, List.of()));
    }

    private DockerfileModel model(Session session, boolean simulated, Background background, Fx fx, Locale locale) {
        return new DockerfileModel(session, new DockerfileModel.Services(engine, simulated, new Layers(), copied::add,
                background, fx, Texts.load(locale)));
    }

    private DockerfileModel.State found(Session session, boolean simulated) {
        var model = model(session, simulated, Background.sameThread(), Fx.direct(), Locale.ENGLISH);
        assertTrue(model.stateProperty().get().looking(), "nothing is known before it is asked");
        model.start();
        assertFalse(model.stateProperty().get().looking());
        return model.stateProperty().get();
    }

    @Test
    void isOfferedWhereSomethingIsWantedBeyondTheImage() {
        assertTrue(DockerfileModel.offered(packed()));
        assertTrue(DockerfileModel.offered(session(true, Extras.NONE)));
        assertFalse(DockerfileModel.offered(session(false, Extras.NONE)));
    }

    @Test
    void showsWhatWillBeBuiltAndWhetherItIs() {
        engine.bases.add(IMAGE);
        var before = found(packed(), false);
        var text = before.text().orElseThrow();
        assertTrue(text.contains("FROM " + IMAGE + "\n"), text);
        assertTrue(text.contains("\n#   einops>=0.8\n#   wandb\n"), text);
        assertTrue(before.status().startsWith("It is not built yet; the next start builds it: "), before.status());
        var hash = before.status().substring(before.status().lastIndexOf(':') + 1);
        engine.bases.add(LayerPlan.REPOSITORY + ":" + hash);
        var after = found(packed(), false);
        assertEquals("It is built: " + LayerPlan.REPOSITORY + ":" + hash, after.status());
        assertEquals(text, after.text().orElseThrow());
    }

    @Test
    void whatThePasteHoldsIsADockerfileStill() {
        engine.bases.add(IMAGE);
        var instructions = found(packed(), false).text().orElseThrow().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(" ")).toList();
        assertTrue(instructions.stream().allMatch(line -> line.matches("(FROM|LABEL|USER|COPY|RUN) .*")),
                instructions.toString());
    }

    @Test
    void asksForTheImageAsItsMirrorHasIt() {
        engine.bases.add("mirror.example/hub/" + IMAGE);
        engine.container("train", engine.layer("0011223344556677", "mirror.example/hub/" + IMAGE, 5, Map.of()));
        assertTrue(found(packed(), false).text().orElseThrow().contains("FROM mirror.example/hub/" + IMAGE));
        assertEquals(List.of("mirror.example/hub/" + IMAGE), engine.looks);
    }

    @Test
    void asksForTheImageThatRunsWhereTheSessionHasNoLayer() {
        engine.bases.add("mirror.example/hub/" + IMAGE);
        engine.inside = "slipway.python=3.12\nslipway.jupyter=jupyter-lab\n";
        engine.container("train", "mirror.example/hub/" + IMAGE);
        assertEquals("“train” needs no layer: its image has everything.",
                found(session(true, Extras.NONE), false).status());
    }

    @Test
    void saysThatAnImageThatHasEverythingNeedsNoLayer() {
        engine.bases.add(IMAGE);
        engine.inside = "slipway.python=3.12\nslipway.jupyter=jupyter-lab\n";
        var state = found(session(true, Extras.NONE), false);
        assertEquals("“train” needs no layer: its image has everything.", state.status());
        assertEquals(Optional.empty(), state.text());
    }

    @Test
    void saysWhyItIsNotKnown() {
        assertTrue(found(packed(), false).failure().orElseThrow() instanceof Failure.ImageNotFound);
        engine.there = false;
        assertTrue(found(packed(), false).failure().orElseThrow() instanceof Failure.EngineNotReachable);
        assertTrue(found(packed(), true).failure().orElseThrow() instanceof Failure.Simulated);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, zh-CN"})
    void theDialogLooksShowsAndCopies(Settings.Theme theme, String language) {
        Screen.start();
        var locale = Locale.forLanguageTag(language);
        var texts = Texts.load(locale);
        engine.bases.add(IMAGE);
        var gate = new CountDownLatch(1);
        engine.gate = Optional.of(gate);
        var model = Screen.onFx(() -> model(packed(), false, Background.virtualThreads(), Fx.platform(), locale));
        try (var screen = Screen.show(theme, 780, 560, _ -> {
            var view = new DockerfileView(model, new Views(texts));
            model.start();
            return view.node();
        })) {
            assertTrue(Screen.onFx(() -> screen.scene().lookup("#looking").isVisible()));
            screen.settle();
            screen.save(Path.of("target/pictures/layer-file-looking-" + theme + ".png"));
            gate.countDown();
            var text = screen.find("#dockerfile", TextArea.class);
            screen.await("the Dockerfile shows", () -> text.isVisible() && text.getText().contains("FROM " + IMAGE));
            assertFalse(Screen.onFx(text::isEditable));
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#copy")).fire();
                return null;
            });
            assertEquals(List.of(text.getText()), copied);
            assertTrue(Screen.onFx(() -> screen.scene().lookup("#copied").isVisible()));
            screen.settle();
            screen.save(Path.of("target/pictures/layer-file-" + theme + ".png"));
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#close")).fire();
                return null;
            });
            assertTrue(Screen.onFx(() -> model.doneProperty().get()));
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, zh-CN", "DARK, en"})
    void theDialogSaysWhatWentWrong(Settings.Theme theme, String language) {
        Screen.start();
        var locale = Locale.forLanguageTag(language);
        var model = Screen.onFx(() -> model(packed(), false, Background.virtualThreads(), Fx.platform(), locale));
        try (var screen = Screen.show(theme, 780, 560, _ -> {
            var view = new DockerfileView(model, new Views(Texts.load(locale)));
            model.start();
            return view.node();
        })) {
            screen.await("the failure shows", () -> screen.scene().lookup("#trouble").isVisible());
            assertFalse(Screen.onFx(() -> screen.scene().lookup("#copy").isVisible()));
            screen.settle();
            screen.save(Path.of("target/pictures/layer-file-trouble-" + theme + ".png"));
        }
    }
}
