package dev.slipway.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Installation;
import dev.slipway.base.Reading;
import dev.slipway.base.Release;
import dev.slipway.base.Texts;
import dev.slipway.catalog.Download;
import dev.slipway.catalog.FactsStore;
import dev.slipway.engine.GpuAccess;
import dev.slipway.layer.Layers;
import dev.slipway.machine.MachineSource;
import dev.slipway.machine.Machines;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Views;
import dev.slipway.update.Maker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
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

    private Parent page(Locale locale, SettingsModel model) {
        var facts = new FactsModel(() -> new FactsStore(folder.resolve("facts"), new FactsStore.Keys(Optional.empty(),
                folder.resolve("keys")), Download.none(), Clock.systemUTC()), () -> { }, Background.sameThread(),
                Fx.direct(), Texts.load(locale));
        facts.start();
        var updates = new UpdatesModel(() -> Maker.updates(folder, new Release(Optional.empty(), Optional.empty()),
                Installation.Kind.BUILD), store, _ -> { }, Background.sameThread(), Fx.direct(), Texts.load(locale));
        updates.start();
        var layers = new LayersModel(Machines.source(MACHINE), new Layers(), Background.sameThread(), Fx.direct(),
                Texts.load(locale));
        return new SettingsView(new Views(Texts.load(locale)), model, layers, facts, updates).node();
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
        try (var screen = Screen.show(theme, 1000, 900, _ -> page(locale, model))) {
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

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "docker.io,            mirror.example/hub,         -",
        "*,                    localhost:5000/,            -",
        "'  nvcr.io ',         ' cache.example:8443 ',     -",
        "'',                   mirror.example,             Name the registry",
        "docker.io/library,    mirror.example,             not a registry",
        "https://docker.io,    mirror.example,             not a registry",
        "hub,                  mirror.example,             not a registry",
        "docker.io,            '',                         Name the mirror",
        "docker.io,            https://mirror.example/hub, without https://",
        "docker.io,            mirror.example/hub:latest,  not a mirror",
        "docker.io,            mirror,                     not a mirror",
        "docker.io,            mirror example/hub,         not a mirror",
    })
    void aMirrorIsKeptOrRefusedInWordsWithAnExample(String registry, String place, String problem) {
        var model = model(MACHINE, Locale.ENGLISH, Fx.direct());
        var said = model.addMirror(registry, place);
        if (problem == null) {
            assertEquals(Optional.empty(), said);
            var kept = new SettingsStore(folder, Background.sameThread(), Clock.systemUTC()).settings().mirrors();
            assertEquals(Map.of(registry.strip(), place.strip().replaceFirst("/$", "")), kept);
            assertEquals(Optional.of("settings.mirror.twice").map(key -> Texts.load(Locale.ENGLISH)
                    .of(key, registry.strip())), model.addMirror(registry, "other.example"));
            model.removeMirror(registry.strip());
        } else {
            assertTrue(said.orElseThrow().contains(problem), said.orElseThrow());
            assertTrue(said.orElseThrow().matches(".*(docker\\.io|mirror\\.example).*"), said.orElseThrow());
        }
        assertEquals(Map.of(), store.settings().mirrors());
    }

    @Test
    void aMirrorThatMakesNoSenseIsShownAsNotUsed() {
        store.change(old -> old.withMirrors(Map.of("docker.io", "a b", "nvcr.io", "mirror.example")));
        assertEquals(List.of(new SettingsState.Mirror("docker.io", "a b", false),
                new SettingsState.Mirror("nvcr.io", "mirror.example", true)),
                model(MACHINE, Locale.ENGLISH, Fx.direct()).stateProperty().get().mirrors());
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, zh-CN"})
    void mirrorsOfPackagesAreSetAndRefusedOnThePage(Settings.Theme theme, String language) {
        Screen.start();
        var locale = Locale.forLanguageTag(language);
        var model = model(MACHINE, locale, Fx.platform());
        try (var screen = Screen.show(theme, 804, 1500, _ -> page(locale, model))) {
            var pip = screen.find("#pip", TextField.class);
            var problem = screen.find("#indexProblem", Label.class);
            Screen.onFx(() -> {
                pip.setText(" https://mirror.example/pypi/simple ");
                pip.fireEvent(new javafx.event.ActionEvent());
                return null;
            });
            assertEquals(Map.of("pip", "https://mirror.example/pypi/simple"), store.settings().indexes());
            Screen.onFx(() -> {
                pip.setText("https://me:secret@mirror.example/");
                pip.fireEvent(new javafx.event.ActionEvent());
                return null;
            });
            assertTrue(Screen.onFx(problem::isVisible));
            assertEquals(Map.of("pip", "https://mirror.example/pypi/simple"), store.settings().indexes());
            screen.settle();
            screen.save(Path.of("target/pictures/settings-indexes-" + theme + ".png"));
            Screen.onFx(() -> {
                pip.setText("");
                pip.fireEvent(new javafx.event.ActionEvent());
                return null;
            });
            assertEquals(Map.of(), store.settings().indexes());
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, zh-CN"})
    void mirrorsAreAddedRefusedAndRemovedOnThePage(Settings.Theme theme, String language) {
        Screen.start();
        var locale = Locale.forLanguageTag(language);
        var model = model(MACHINE, locale, Fx.platform());
        try (var screen = Screen.show(theme, 804, 700, _ -> page(locale, model))) {
            add(screen, "docker.io", "https://mirror.example/hub");
            var problem = screen.find("#mirrorProblem", Label.class);
            assertTrue(Screen.onFx(() -> problem.isVisible() && problem.getText().contains("https://")));
            assertEquals(Map.of(), store.settings().mirrors());
            add(screen, "docker.io", "mirror.example/hub");
            add(screen, "*", "cache.example:5000");
            screen.await("both rows show", () -> removers(screen).size() == 2);
            assertFalse(Screen.onFx(problem::isVisible));
            assertEquals(Map.of("docker.io", "mirror.example/hub", "*", "cache.example:5000"),
                    store.settings().mirrors());
            add(screen, "hub", "mirror.example");
            screen.settle();
            screen.save(Path.of("target/pictures/settings-mirrors-" + theme + ".png"));
            Screen.onFx(() -> {
                removers(screen).getFirst().fire();
                return null;
            });
            screen.await("one row is left", () -> removers(screen).size() == 1);
            assertEquals(Map.of("docker.io", "mirror.example/hub"), store.settings().mirrors());
        }
    }

    private static void add(Screen screen, String registry, String place) {
        Screen.onFx(() -> {
            ((TextField) screen.scene().lookup("#registry")).setText(registry);
            ((TextField) screen.scene().lookup("#place")).setText(place);
            ((Button) screen.scene().lookup("#addMirror")).fire();
            return null;
        });
    }

    private static List<Button> removers(Screen screen) {
        return screen.scene().lookup("#rows").lookupAll(".button").stream().map(Button.class::cast).toList();
    }

    @Test
    void aDamagedFileIsToldOnThePage() throws java.io.IOException {
        java.nio.file.Files.writeString(folder.resolve("settings.json"), "{");
        open();
        assertTrue(model(Machines.refused(MACHINE, new Failure.EngineNotReachable("x", "")), Locale.ENGLISH,
                Fx.direct()).stateProperty().get().problem().orElseThrow().contains("settings.json.bad-"));
    }
}
