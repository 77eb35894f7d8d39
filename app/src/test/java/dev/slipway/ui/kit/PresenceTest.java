package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private Screen screen;
    private Button again;
    private Button skip;

    @BeforeEach
    void show() {
        screen = Screen.show(Settings.Theme.LIGHT, 300, 100, _ -> {
            again = new Button("Check again");
            skip = new Button("Skip");
            return new HBox(again, skip);
        });
        Screen.onFx(() -> {
            again.requestFocus();
            return null;
        });
    }

    @AfterEach
    void close() {
        screen.close();
    }

    @Test
    void theFocusWaitsForAPartThatPauses() {
        Screen.onFx(() -> {
            Presence.pause(again, true);
            Presence.pause(again, true);
            return null;
        });
        screen.settle();
        Screen.onFx(() -> {
            assertTrue(again.isDisabled());
            assertFalse(skip.isFocused(), "the space bar would press another button");
            Presence.pause(again, false);
            assertTrue(again.isFocused());
            return null;
        });
    }

    @Test
    void theFocusStaysWhereTheUserTookIt() {
        Screen.onFx(() -> {
            Presence.pause(again, true);
            skip.requestFocus();
            Presence.pause(again, false);
            assertFalse(again.isDisabled());
            assertTrue(skip.isFocused());
            return null;
        });
    }
}
