package dev.slipway.ui.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Texts;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Png;
import dev.slipway.ui.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The question about the user's SSH configuration. */
class AccessActionsTest {
    private static final String LINE = "Include \"/home/mia/.local/share/slipway/ssh/hosts/*.conf\"";

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, zh-CN"})
    void asksBeforeTheUsersConfigurationIsTouched(Settings.Theme theme, String language) throws Exception {
        var texts = Texts.load(Locale.forLanguageTag(language));
        var answers = new CopyOnWriteArrayList<Boolean>();
        try (var screen = Screen.show(theme, 700, 400, _ -> new Region())) {
            for (var key : List.of("access.consent.yes", "access.consent.no")) {
                Screen.onFx(() -> {
                    ConsentDialog.ask(LINE, answers::add, texts, screen.themes(), screen.stage());
                    return null;
                });
                var dialog = Screen.onFx(() -> Window.getWindows().stream().filter(window -> window instanceof Stage one
                        && one.getOwner() == screen.stage()).findFirst().orElseThrow());
                var root = dialog.getScene().getRoot();
                Screen.onFx(() -> {
                    root.applyCss();
                    root.layout();
                    var shown = root.lookupAll(".label").stream().map(node -> ((Label) node).getText()).toList();
                    assertTrue(shown.contains(LINE), shown.toString());
                    Png.write(root.snapshot(null, null),
                            Path.of("target/pictures/consent-" + theme + "-" + language + ".png"));
                    root.lookupAll(".button").stream().map(node -> (Button) node)
                            .filter(button -> button.getText().equals(texts.of(key))).findFirst().orElseThrow().fire();
                    return null;
                });
            }
            assertEquals(List.of(true, false), answers);
        }
    }
}
