package dev.slipway.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Release;
import dev.slipway.base.Texts;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.Download;
import dev.slipway.catalog.FactsKey;
import dev.slipway.catalog.FactsStore;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Views;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsCardTest {
    @TempDir
    private Path folder;

    private final List<String> changed = new ArrayList<>();

    private FactsStore store(Download network) {
        return new FactsStore(folder.resolve("facts"), new FactsStore.Keys(Optional.empty(), folder.resolve("keys")),
                network, Clock.systemUTC());
    }

    private FactsModel model(Download network, Background background, Fx fx, Locale locale) {
        return new FactsModel(() -> store(network), () -> changed.add("changed"), background, fx, Texts.load(locale));
    }

    private FactsModel model() {
        var model = model(Download.none(), Background.sameThread(), Fx.direct(), Locale.ENGLISH);
        model.start();
        return model;
    }

    private Path newer() throws IOException {
        var file = folder.resolve("new.json");
        try (var stream = BundledCatalog.class.getResourceAsStream("catalog.json")) {
            return Files.writeString(file, new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("\"version\":\"[^\"]*\"", "\"version\":\"2099.1.1\""));
        }
    }

    private void sign(Path file) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/lab.pem"), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(Files.readAllBytes(file));
        Files.write(Path.of(file + ".sig"), signer.sign());
    }

    @Test
    void theBundledSetIsShownAndThatThereIsNoKey() {
        var state = model().stateProperty().get();
        assertTrue(state.version().startsWith(BundledCatalog.load().version().text()), state.version());
        assertEquals("Comes with Slipway", state.source());
        assertEquals("", state.signature());
        assertTrue(state.keys().startsWith("None: this Slipway brings no key of its own."), state.keys());
        assertTrue(state.bundled());
        assertEquals(List.of(), changed);
    }

    @Test
    void aSignedSetIsInUseAtOnce() throws Exception {
        var file = newer();
        sign(file);
        var model = model();
        model.load("  " + file + " ");
        var state = model.stateProperty().get();
        assertEquals(Optional.empty(), state.question());
        assertTrue(state.version().startsWith("2099.1.1"), state.version());
        assertTrue(state.source().startsWith(file.toString()), state.source());
        assertEquals("Valid, by lab.pem", state.signature());
        assertEquals(List.of("changed"), changed);
        model.forget();
        assertEquals("Comes with Slipway", model.stateProperty().get().source());
        assertEquals(List.of("changed", "changed"), changed);
    }

    @Test
    void anUnsignedSetIsUsedOnlyAfterAYes() throws Exception {
        var model = model();
        model.load(newer().toString());
        var question = model.stateProperty().get().question().orElseThrow();
        assertTrue(question.startsWith("Nobody signed this set: version 2099.1.1"), question);
        model.decline();
        assertEquals(Optional.empty(), model.stateProperty().get().question());
        model.agree();
        assertEquals("Comes with Slipway", model.stateProperty().get().source());
        assertEquals(List.of(), changed);
        model.load(newer().toString());
        model.agree();
        assertEquals("None; you agreed to it", model.stateProperty().get().signature());
        assertEquals(List.of("changed"), changed);
    }

    @ParameterizedTest
    @CsvSource({"'', Name a file", "/no/such/file.json, There is nothing at", "http://example.org/x, is not encrypted",
        "https://example.org/x, The network is not used here"})
    void whatCannotBeLoadedIsSaid(String place, String why) {
        var model = model();
        model.load(place);
        assertTrue(model.stateProperty().get().problem().orElseThrow().contains(why),
                model.stateProperty().get().problem().toString());
        assertEquals(List.of(), changed);
    }

    @Test
    void aSetOfAnotherSchemaIsRefused() throws IOException {
        var file = newer();
        Files.writeString(file, Files.readString(file).replace("\"schemaVersion\":1", "\"schemaVersion\":2"));
        var model = model();
        model.load(file.toString());
        assertTrue(model.stateProperty().get().problem().orElseThrow().contains("understands schema 1 only"));
    }

    @Test
    void aDamagedSetIsToldAndCanBeLeft() throws IOException {
        var first = model();
        first.load(newer().toString());
        first.agree();
        Files.writeString(folder.resolve("facts/current/facts.json"), "{");
        var model = model();
        assertTrue(model.stateProperty().get().notice().orElseThrow().contains("changed on disk"));
        assertFalse(model.stateProperty().get().bundled(), "there is something to leave");
        model.forget();
        assertEquals(Optional.empty(), model.stateProperty().get().notice());
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, zh-CN"})
    void theCardLoadsAsksCancelsAndGoesBack(Settings.Theme theme, String language) throws Exception {
        Screen.start();
        var silent = new CountDownLatch(1);
        var locale = Locale.forLanguageTag(language);
        var model = model((_, _) -> {
            silent.await();
            return Optional.empty();
        }, Background.virtualThreads(), Fx.platform(), locale);
        var file = newer();
        try (var screen = Screen.show(theme, 804, 420, _ -> {
            model.start();
            var card = new VBox(new FactsView(new Views(Texts.load(locale)), model).node());
            card.getStyleClass().add("page");
            return card;
        })) {
            var version = screen.find("#factsVersion", Label.class);
            screen.await("the set in use shows", () -> version.getText().startsWith("2026"));
            picture(screen, theme, "bundled");
            load(screen, "https://silent.example/facts.json");
            screen.await("it is under way", () -> screen.scene().lookup("#busy").isVisible());
            picture(screen, theme, "busy");
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#busy").lookup(".button")).fire();
                return null;
            });
            assertFalse(Screen.onFx(() -> screen.scene().lookup("#busy").isVisible()));
            load(screen, file.toString());
            screen.await("the question shows", () -> screen.scene().lookup("#question").isVisible());
            assertTrue(Screen.onFx(() -> screen.scene().lookup("#loadFacts").isDisabled()));
            picture(screen, theme, "question");
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#agree")).fire();
                return null;
            });
            screen.await("it is in use", () -> version.getText().startsWith("2099.1.1"));
            assertEquals(List.of("changed"), changed);
            picture(screen, theme, "unsigned");
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#bundled")).fire();
                return null;
            });
            screen.await("its own are back", () -> version.getText().startsWith("2026"));
            assertFalse(Screen.onFx(() -> screen.scene().lookup("#bundled").isVisible()));
        }
    }

    private static void load(Screen screen, String place) {
        Screen.onFx(() -> {
            ((TextField) screen.scene().lookup("#factsPlace")).setText(place);
            ((Button) screen.scene().lookup("#loadFacts")).fire();
            return null;
        });
    }

    private static void picture(Screen screen, Settings.Theme theme, String what) {
        screen.settle();
        screen.save(Path.of("target/pictures/settings-facts-" + what + "-" + theme + ".png"));
    }

    @Test
    void aBuildWithoutAKeyHasNone() {
        // A build that puts a key in has its own test of that; this one must not claim a key it lacks.
        assertEquals(FactsKey.own().isPresent(), Release.ofThisBuild().key().isPresent());
    }
}
