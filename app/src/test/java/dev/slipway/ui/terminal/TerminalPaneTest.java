package dev.slipway.ui.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Background;
import dev.slipway.base.Texts;
import dev.slipway.engine.Engine;
import dev.slipway.session.Sessions;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Terminals;
import dev.slipway.ui.kit.Views;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TerminalPaneTest {
    private final List<String> typed = new CopyOnWriteArrayList<>();
    private final List<Consumer<Integer>> ends = new CopyOnWriteArrayList<>();
    private Terminals.Pane pane;

    /** Sessions whose terminals note what is typed; the test ends them. */
    private Sessions sessions() {
        return (Sessions) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Sessions.class},
                (_, method, arguments) -> {
                    if (!method.getName().equals("terminal")) {
                        throw new AssertionError(method + " is not for this test");
                    }
                    @SuppressWarnings("unchecked")
                    var ended = (Consumer<Integer>) arguments[5];
                    ends.add(ended);
                    return new Noted();
                });
    }

    private final class Noted implements Engine.Terminal {
        @Override
        public void write(byte[] bytes) {
            typed.add(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void resize(int columns, int rows) {
            // The size is another test's.
        }

        @Override
        public void close() {
            typed.add("closed");
        }
    }

    private static void press(Screen screen, KeyCode code, String text, boolean control) {
        Screen.onFx(() -> {
            var owner = screen.scene().getFocusOwner();
            owner.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, text, text, code, false, control, false, false));
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void keysArriveModifiersAloneDoNotAndAnEndedShellCanBeReopened(Settings.Theme theme) {
        var terminals = new SessionTerminals(sessions(), Background.virtualThreads(), Fx.platform(),
                new Views(Texts.load(Locale.ENGLISH)), new SystemTerminal("linux", Map.of(), List.of("slipway")));
        try (var screen = Screen.show(theme, 700, 400, _ -> {
            pane = terminals.open("thesis");
            var dock = new StackPane((Pane) pane.node());
            dock.getStyleClass().add("dock");
            return dock;
        })) {
            Screen.onFx(() -> {
                pane.focus();
                return null;
            });
            screen.await("it is connected", () -> ends.size() == 1
                    && screen.scene().getFocusOwner() instanceof Canvas);
            screen.settle();
            press(screen, KeyCode.CONTROL, "", true);
            press(screen, KeyCode.SHIFT, "", false);
            press(screen, KeyCode.CAPS, "", false);
            press(screen, KeyCode.C, "\u0003", true);
            screen.await("Ctrl-C arrives", () -> typed.contains("\u0003"));
            assertEquals(List.of("\u0003"), typed, "a modifier alone sends nothing");
            ends.getFirst().accept(137);
            screen.await("the end is said", () -> screen.scene().lookup("#line").isVisible());
            assertEquals("The shell has ended (exit code 137).",
                    Screen.onFx(() -> ((Label) screen.scene().lookup("#sentence")).getText()));
            screen.settle();
            screen.save(java.nio.file.Path.of("target/pictures/terminal-ended-" + theme + ".png"));
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#reconnect")).fire();
                return null;
            });
            screen.await("a new shell is open", () -> ends.size() == 2
                    && !screen.scene().lookup("#line").isVisible());
            Screen.onFx(() -> {
                pane.close();
                return null;
            });
        }
    }
}
