package dev.slipway.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Installation;
import dev.slipway.base.Release;
import dev.slipway.base.Texts;
import dev.slipway.base.Version;
import dev.slipway.registry.FakeServer;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Views;
import dev.slipway.update.Maker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdatesCardTest {
    private static final Texts ENGLISH = Texts.load(Locale.ENGLISH);

    @TempDir
    Path folder;

    private final Maker maker = new Maker();
    private final List<String> copied = new ArrayList<>();
    private final List<Version> news = new ArrayList<>();
    private SettingsStore settings;

    @BeforeEach
    void open() {
        settings = new SettingsStore(folder.resolve("config"), Background.sameThread(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        maker.close();
    }

    private UpdatesModel model(Release release) {
        var model = new UpdatesModel(() -> Maker.updates(folder, release, Installation.Kind.DEB), settings, copied::add,
                Background.sameThread(), Fx.direct(), ENGLISH);
        model.start();
        return model;
    }

    @Test
    void aBuildWithoutAFeedOffersNoSwitch() {
        var state = model(new Release(Optional.empty(), Optional.empty())).stateProperty().get();
        assertEquals(Optional.empty(), state.feed());
        assertEquals("This is Slipway 0.1.0.", state.status());
    }

    @Test
    void asksNobodyBeforeItIsToldTo() {
        var state = model(maker.release("0.2.0").build()).stateProperty().get();
        assertTrue(state.status().contains("has not been asked yet"), state.status());
        assertEquals(List.of(), maker.server.requests);
    }

    @Test
    void asksOnceADayAndTellsOnceUnlessTheUserSwitchedItOff() {
        settings.change(old -> old.withUpdates(false));
        model(maker.release("0.2.0").build()).askDaily(news::add);
        assertEquals(List.of(), maker.server.requests);
        settings.change(old -> old.withUpdates(true));
        var model = model(maker.build());
        model.askDaily(news::add);
        assertEquals(List.of(Version.of("0.2.0")), news);
        assertTrue(model.stateProperty().get().news().orElseThrow().startsWith("Faster."));
        long asked = maker.server.requests.size();
        model(maker.build()).askDaily(news::add);
        assertEquals(asked, maker.server.requests.size());
        assertEquals(1, news.size());
        assertTrue(model(maker.build()).stateProperty().get().status().contains("Slipway 0.2.0 is out."),
                "a later start remembers it");
    }

    @Test
    void isQuietWhenNobodyAnswers() {
        var model = model(maker.build());
        var before = model.stateProperty().get();
        maker.close();
        model.askDaily(news::add);
        assertEquals(before, model.stateProperty().get());
        assertEquals(List.of(), news);
    }

    @Test
    void theUsersOwnQuestionIsAnswered() {
        var model = model(maker.release("0.1.0").build());
        model.check();
        assertEquals("Slipway 0.1.0 is the newest release.", model.stateProperty().get().status());
        maker.close();
        model.check();
        assertTrue(model.stateProperty().get().problem().orElseThrow().startsWith("The connection to"));
        assertEquals(Optional.empty(), model.stateProperty().get().busy());
    }

    @Test
    void downloadsAndSaysHowToInstall() {
        var model = model(maker.release("0.2.0").build());
        model.check();
        assertEquals(Optional.of("Download 312.5 KiB"), model.stateProperty().get().download());
        model.download();
        var file = folder.resolve("downloads/slipway-0.2.0.deb");
        assertTrue(Files.exists(file));
        assertEquals(Optional.of("sudo apt install " + file), model.stateProperty().get().command());
        model.copyCommand();
        assertEquals(List.of("sudo apt install " + file), copied);
        model.open();
        assertTrue(model.stateProperty().get().problem().isPresent(), "there is no screen in this test");
        assertTrue(model.stateProperty().get().ready().isPresent(), "it can still be installed by hand");
    }

    @Test
    void aPackageThatIsNotTheOneAnnouncedIsRefusedInWords() {
        var model = model(maker.release("0.2.0").build());
        model.check();
        maker.server.on("/package", FakeServer.body(200, new byte[Maker.PACKAGE.length]));
        model.download();
        assertTrue(model.stateProperty().get().problem().orElseThrow().contains("is not the package"));
        assertTrue(model.stateProperty().get().download().isPresent(), "it can be tried again");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, zh-CN"})
    void theCardLeadsFromTheQuestionToThePackage(Settings.Theme theme, String language) {
        Screen.start();
        var locale = Locale.forLanguageTag(language);
        maker.release("0.2.0");
        var model = new UpdatesModel(() -> Maker.updates(folder, maker.build(), Installation.Kind.DEB), settings,
                copied::add, Background.virtualThreads(), Fx.platform(), Texts.load(locale));
        try (var screen = Screen.show(theme, 640, 460, _ -> {
            var card = new VBox(new UpdatesView(new Views(Texts.load(locale)), model).node());
            card.getStyleClass().add("page");
            model.start();
            return card;
        })) {
            screen.await("the switch", () -> screen.scene().lookup("#automatic").isVisible());
            press(screen, "#checkUpdates");
            screen.await("the news", () -> screen.scene().lookup("#newsBox").isVisible());
            screen.settle();
            screen.save(Path.of("target/pictures/updates-news-" + theme + ".png"));
            press(screen, "#download");
            screen.await("the package", () -> screen.scene().lookup("#readyBox").isVisible());
            assertTrue(Screen.onFx(() -> ((Label) screen.scene().lookup("#updateCommand")).getText())
                    .startsWith("sudo apt install "));
            Screen.onFx(() -> {
                ((CheckBox) screen.scene().lookup("#automatic")).fire();
                return null;
            });
            assertFalse(settings.settings().updates());
            screen.settle();
            screen.save(Path.of("target/pictures/updates-ready-" + theme + ".png"));
        }
        model.close();
    }

    private static void press(Screen screen, String button) {
        Screen.onFx(() -> {
            ((Button) screen.scene().lookup(button)).fire();
            return null;
        });
    }
}
