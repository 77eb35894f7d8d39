package dev.slipway.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Reading;
import dev.slipway.base.Texts;
import dev.slipway.engine.GpuAccess;
import dev.slipway.machine.MachineSource;
import dev.slipway.machine.Machines;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Views;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsPageTest {
    private static final MachineSource.State MACHINE = Machines.state(Machines.linux(), Reading.unknown(), List.of(),
            Machines.docker("28.2.2", GpuAccess.CDI));

    @TempDir
    Path folder;

    private SettingsStore store;

    @BeforeEach
    void open() {
        store = new SettingsStore(folder, Background.sameThread(), Clock.systemUTC());
    }

    private SettingsModel model(MachineSource.State state, Locale locale, Fx fx) {
        return new SettingsModel(Texts.load(locale), store, Machines.source(state), Background.sameThread(), fx,
                folder.resolve("usual"));
    }

    @Test
    void everyChangeIsKeptAtOnce() {
        var model = model(MACHINE, Locale.ENGLISH, Fx.direct());
        model.language("zh-CN");
        model.theme(Settings.Theme.DARK);
        model.samplingSeconds(7);
        model.dataFolder(Optional.of(folder.resolve("own")));
        assertEquals(Settings.DEFAULT.withLanguage("zh-CN").withTheme(Settings.Theme.DARK)
                .withDataFolder(Optional.of(folder.resolve("own").toAbsolutePath())).withSamplingSeconds(7),
                new SettingsStore(folder, Background.sameThread(), Clock.systemUTC()).settings());
        model.dataFolder(Optional.empty());
        assertEquals(folder.resolve("usual"), model.stateProperty().get().folder());
    }

    @Test
    void enginesAreOfferedInWordsAndAChosenSilentOneStaysVisible() {
        store.change(old -> old.withEngine(Optional.of("tcp://far:2375")));
        var state = model(MACHINE, Locale.ENGLISH, Fx.direct()).stateProperty().get();
        assertEquals(List.of("The first that answers", "Docker 28.2.2 · unix:///var/run/docker.sock",
                "tcp://far:2375 · does not answer"), state.engines().stream().map(Object::toString).toList());
        assertEquals(Optional.of("tcp://far:2375"), state.engine().address());
    }

    @Test
    void aRefusedEngineIsToldAndTheChoiceStays() {
        // The fixed machine cannot change its engine, as one cannot to an engine that does not answer.
        var model = model(MACHINE, Locale.ENGLISH, Fx.direct());
        model.engine(model.stateProperty().get().engines().get(1));
        assertTrue(model.stateProperty().get().problem().isPresent());
        assertFalse(model.stateProperty().get().looking());
        assertEquals(Optional.empty(), store.settings().engine());
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, zh-CN"})
    void thePageShowsAndChangesTheSettings(Settings.Theme theme, String language) {
        Screen.start();
        var locale = Locale.forLanguageTag(language);
        var model = model(MACHINE, locale, Fx.platform());
        try (var screen = Screen.show(theme, 1000, 900, _ -> new SettingsView(new Views(Texts.load(locale)), model)
                .node())) {
            screen.settle();
            assertEquals(Settings.DEFAULT, store.settings(), "showing the page changes nothing");
            Screen.onFx(() -> {
                @SuppressWarnings("unchecked")
                var themes = (ComboBox<Settings.Theme>) screen.scene().lookup("#theme");
                themes.setValue(Settings.Theme.DARK);
                ((Spinner<?>) screen.scene().lookup("#sampling")).increment(4);
                return null;
            });
            screen.await("the changes are kept", () -> store.settings().theme() == Settings.Theme.DARK
                    && store.settings().samplingSeconds() == 5);
            assertFalse(Screen.onFx(() -> screen.scene().lookup("#usualFolder").isVisible()));
            Screen.onFx(() -> {
                model.dataFolder(Optional.of(folder.resolve("own")));
                return null;
            });
            screen.await("the folder shows", () ->
                    ((Label) screen.scene().lookup("#folder")).getText().endsWith("own"));
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#usualFolder")).fire();
                return null;
            });
            assertEquals(Optional.empty(), store.settings().dataFolder());
            screen.settle();
            screen.save(Path.of("target/pictures/settings-" + theme + ".png"));
        }
    }

    @Test
    void aDamagedFileIsToldOnThePage() throws java.io.IOException {
        java.nio.file.Files.writeString(folder.resolve("settings.json"), "{");
        open();
        assertTrue(model(Machines.refused(MACHINE, new Failure.EngineNotReachable("x", "")), Locale.ENGLISH,
                Fx.direct()).stateProperty().get().problem().orElseThrow().contains("settings.json.bad-"));
    }
}
