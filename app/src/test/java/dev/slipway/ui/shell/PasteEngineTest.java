package dev.slipway.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.registry.Content;
import dev.slipway.registry.Keyring;
import dev.slipway.registry.Mirrors;
import dev.slipway.registry.RealRegistry;
import dev.slipway.registry.Registries;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Benches;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.ReferenceLabel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole window over Debian's docker-registry: what a user does with a reference from a paper or a colleague. */
@Tag("engine")
@Timeout(180)
class PasteEngineTest {
    @TempDir
    private Path folder;

    @Test
    void aPastedReferenceIsJudgedByARealRegistryAfterALoginAndThroughAMirror() throws Exception {
        var benches = new Benches(folder);
        // Neither Docker's configuration nor a keyring of this machine: logins stay in memory.
        var keyring = Keyring.ofThisUser(Map.of("DOCKER_CONFIG", folder.resolve("docker").toString()), folder,
                folder.resolve("logins"));
        try (var open = RealRegistry.open(Files.createDirectories(folder.resolve("open")));
                var closed = RealRegistry.withPasswords(Files.createDirectories(folder.resolve("closed")));
                var registries = new Registries("test", Map.of(), keyring,
                        () -> Mirrors.of(benches.settings.settings().mirrors()), Clock.systemUTC())) {
            var runs = Content.image("amd64", "CUDA_VERSION=12.6.3", "TORCH_CUDA_ARCH_LIST=6.1 7.5 8.0 8.6 8.9 9.0");
            var fails = Content.image("amd64", "CUDA_VERSION=12.6.3", "TORCH_CUDA_ARCH_LIST=9.0 10.0");
            open.push("lab/open", "1", runs, "");
            open.push("lab/new", "1", fails, "");
            closed.push("lab/secret", "1", runs, RealRegistry.ADA);
            closed.push("lab/paper", "2", fails, RealRegistry.ADA);
            var made = new ArrayList<Workbench>();
            try (var screen = Screen.show(Settings.Theme.LIGHT, 1000, 700, stage -> {
                made.add(benches.bench(stage, Settings.Theme.LIGHT, Locale.ENGLISH, registries));
                return made.getFirst().view().node();
            })) {
                var bench = made.getFirst();
                Screen.onFx(() -> {
                    bench.start();
                    bench.go("images");
                    return true;
                });
                screen.await("the page is there", () -> screen.scene().lookup("#sentence") != null
                        && !text(screen, "#sentence").isEmpty());

                paste(screen, open.host() + "/lab/open:1");
                screen.await("the open registry has told", () -> text(screen, "#sentence").startsWith("Runs on"));
                paste(screen, open.host() + "/lab/new:1");
                screen.await("it holds no code for these GPUs",
                        () -> text(screen, "#sentence").startsWith("Does not run on"));
                paste(screen, open.host() + "/lab/none:1");
                screen.await("it is not there", () -> text(screen, "#sentence").startsWith("There is no image"));

                paste(screen, closed.host() + "/lab/secret:1");
                screen.await("a login is wanted", () -> shows(screen, "#lookupLogIn"));
                assertEquals("Not judged: " + closed.host() + " wants a login before it tells what is inside.",
                        Screen.onFx(() -> text(screen, "#sentence")));
                screen.settle();
                screen.save(Path.of("target/pictures/paste-login-wanted.png"));
                fire(screen.scene().getRoot(), "#lookupLogIn");
                screen.await("the dialog is open", () -> dialog(screen).isPresent());
                var dialog = Screen.onFx(() -> dialog(screen).orElseThrow());
                logIn(dialog, "ada", "wrong");
                screen.await("a wrong password is refused", () -> dialog.lookup("#trouble").isVisible());
                logIn(dialog, "ada", "tide-and-time");
                screen.await("the dialog is gone", () -> dialog(screen).isEmpty());
                screen.await("it is judged", () -> text(screen, "#sentence").startsWith("Runs on"));
                assertFalse(Screen.onFx(() -> shows(screen, "#lookup")));

                // The mirror's login is known by now; the name stays the one that was pasted.
                benches.settings.change(old -> old.withMirrors(Map.of("lab.example", closed.host() + "/lab")));
                paste(screen, "lab.example/paper:2");
                screen.await("the mirror has told", () -> text(screen, "#sentence").startsWith("Does not run on"));
                assertEquals("lab.example/paper", screen.find("#repository", ReferenceLabel.class).getText());
                screen.settle();
                screen.save(Path.of("target/pictures/paste-mirror.png"));
                assertTrue(registries.logOut(closed.host()) != Keyring.Forgotten.NONE);
                Screen.onFx(() -> {
                    bench.close();
                    return true;
                });
            }
        }
    }

    private static void paste(Screen screen, String reference) {
        Screen.onFx(() -> {
            ((TextField) screen.scene().lookup("#filter")).setText(reference);
            return true;
        });
    }

    private static void logIn(Parent dialog, String user, String secret) {
        Screen.onFx(() -> {
            ((TextField) dialog.lookup("#user")).setText(user);
            ((TextField) dialog.lookup("#secret")).setText(secret);
            return true;
        });
        fire(dialog, "#logIn");
    }

    private static Optional<Parent> dialog(Screen screen) {
        return Window.getWindows().stream().filter(Stage.class::isInstance)
                .filter(window -> ((Stage) window).getOwner() == screen.stage())
                .map(window -> window.getScene().getRoot()).findFirst();
    }

    private static void fire(Parent below, String button) {
        Screen.onFx(() -> {
            ((Button) below.lookup(button)).fire();
            return true;
        });
    }

    private static String text(Screen screen, String label) {
        return ((Label) screen.scene().lookup(label)).getText();
    }

    private static boolean shows(Screen screen, String selector) {
        Node node = screen.scene().lookup(selector);
        return node != null && node.isVisible();
    }
}
