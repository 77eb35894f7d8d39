package dev.slipway.ui.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Texts;
import dev.slipway.registry.Keyring;
import dev.slipway.registry.Login;
import dev.slipway.registry.Logins;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Views;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginDialogTest {
    /** A registry that knows one secret, and takes its time where a test wants that. */
    private static final class OneSecret implements Logins {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch wait = new CountDownLatch(0);

        @Override
        public Keyring.Place place(String registry) {
            return new Keyring.Place.OtherHelper("docker-credential-pass");
        }

        @Override
        public Keyring.Place logIn(String registry, Login login) throws FailureException, InterruptedException {
            asked.add(registry + " " + login.user() + " " + login.secret());
            wait.await();
            if (!login.secret().equals("right")) {
                throw new FailureException(new Failure.LoginRefused(registry, "401"));
            }
            return place(registry);
        }

        @Override
        public Keyring.Forgotten logOut(String registry) {
            return Keyring.Forgotten.NONE;
        }
    }

    private final OneSecret logins = new OneSecret();
    private final List<Keyring.Place> loggedIn = new CopyOnWriteArrayList<>();
    private LoginModel model;

    private Screen show(Settings.Theme theme, Locale language, String registry) {
        var texts = Texts.load(language);
        return Screen.show(theme, 560, 620, _ -> {
            model = new LoginModel(logins, registry, loggedIn::add, Background.virtualThreads(), Fx.platform(), texts);
            return new LoginView(model, new Views(texts)).node();
        });
    }

    private static void type(Screen screen, String field, String text) {
        Screen.onFx(() -> {
            ((TextField) screen.scene().lookup(field)).setText(text);
            return null;
        });
    }

    private static void press(Screen screen, String text) {
        Screen.onFx(() -> {
            screen.scene().getRoot().lookupAll(".button").stream().map(Button.class::cast)
                    .filter(button -> button.getText().equals(text)).findFirst().orElseThrow().fire();
            return null;
        });
    }

    private static boolean shows(Screen screen, String selector) {
        return screen.find(selector, Node.class).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, en", "LIGHT, zh-CN", "DARK, zh-CN"})
    void aKeyIsAskedForWithItsGuideAndAWrongOneSaysSo(Settings.Theme theme, String language) {
        var locale = Locale.forLanguageTag(language);
        var texts = Texts.load(locale);
        try (var screen = show(theme, locale, "nvcr.io")) {
            screen.await("the place is known", () ->
                    ((Label) screen.scene().lookup("#place")).getText().contains("docker-credential-pass"));
            assertEquals("$oauthtoken", screen.find("#user", TextField.class).getText());
            assertFalse(screen.find("#user", TextField.class).isEditable());
            assertTrue(screen.find("#logIn", Button.class).isDisabled(), "nothing is typed yet");
            assertTrue(shows(screen, "#guide"));
            screen.settle();
            screen.save(Path.of("target/pictures/login-" + theme + "-" + language + ".png"));
            type(screen, "#secret", "wrong");
            press(screen, texts.of("login.log-in"));
            screen.await("it is refused", () -> screen.scene().lookup("#trouble").isVisible());
            assertEquals(texts.of("failure.login-refused", "nvcr.io"),
                    screen.find("#troubleTitle", Label.class).getText());
            screen.settle();
            screen.save(Path.of("target/pictures/login-refused-" + theme + "-" + language + ".png"));
            assertFalse(Screen.onFx(() -> model.doneProperty().get()));
            type(screen, "#secret", "right");
            press(screen, texts.of("login.log-in"));
            screen.await("it is done", () -> model.doneProperty().get());
            assertEquals(List.of(new Keyring.Place.OtherHelper("docker-credential-pass")), loggedIn);
            assertEquals(List.of("nvcr.io $oauthtoken wrong", "nvcr.io $oauthtoken right"), logins.asked);
            Screen.onFx(() -> {
                model.close();
                return null;
            });
            assertEquals("", screen.find("#secret", PasswordField.class).getText(), "the secret is gone");
        }
    }

    @Test
    void otherRegistriesWantANameAndAskingCanBeCancelled() {
        logins.wait = new CountDownLatch(1);
        try (var screen = show(Settings.Theme.LIGHT, Locale.ENGLISH, "ghcr.io")) {
            assertFalse(shows(screen, "#guide"));
            type(screen, "#secret", "right");
            assertTrue(screen.find("#logIn", Button.class).isDisabled(), "no name yet");
            type(screen, "#user", "ada");
            press(screen, "Log in");
            screen.await("the registry is asked", () -> screen.scene().lookup("#checking").isVisible());
            screen.settle();
            screen.save(Path.of("target/pictures/login-checking.png"));
            assertTrue(screen.find("#logIn", Button.class).isDisabled());
            press(screen, "Cancel");
            screen.await("it was broken off", () -> !screen.scene().lookup("#checking").isVisible());
            assertFalse(shows(screen, "#trouble"), "who cancels knows why");
            assertTrue(loggedIn.isEmpty());
            press(screen, "Cancel");
            assertTrue(Screen.onFx(() -> model.doneProperty().get()));
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, zh-CN"})
    void theWindowGrowsWithWhatItSays(Settings.Theme theme, String language) {
        var texts = Texts.load(Locale.forLanguageTag(language));
        try (var screen = Screen.show(theme, 900, 700, _ -> new VBox())) {
            var scene = Screen.onFx(() -> {
                model = new LoginModel(logins, "nvcr.io", loggedIn::add, Background.virtualThreads(), Fx.platform(),
                        texts);
                LoginDialog.open(model, new Views(texts), screen.themes(), screen.stage());
                return Window.getWindows().stream().filter(window -> window instanceof Stage stage
                        && stage.getOwner() == screen.stage()).findFirst().orElseThrow().getScene();
            });
            Screen.onFx(() -> {
                assertEquals("secret", scene.getFocusOwner().getId());
                model.secretProperty().set("wrong");
                model.logIn();
                return null;
            });
            screen.await("it is refused", () -> scene.lookup("#trouble").isVisible());
            screen.settle();
            Screen.onFx(() -> {
                assertEquals("secret", scene.getFocusOwner().getId(), "the next try begins with the secret");
                assertEquals("wrong", ((PasswordField) scene.getFocusOwner()).getSelectedText());
                scene.getRoot().lookupAll(".label").stream().map(Label.class::cast).filter(Label::isWrapText)
                        .filter(label -> label.getScene() != null && label.isVisible()).forEach(label ->
                                assertTrue(label.getHeight() >= label.prefHeight(label.getWidth()) - 1,
                                        "cut off: " + label.getText()));
                var bottom = scene.lookup("#logIn").localToScene(scene.lookup("#logIn").getBoundsInLocal()).getMaxY();
                assertTrue(bottom <= scene.getHeight(), bottom + " of " + scene.getHeight());
                return null;
            });
            Screen.onFx(() -> {
                model.cancel();
                assertFalse(scene.getWindow().isShowing());
                return null;
            });
        }
    }
}
