package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import atlantafx.base.controls.ToggleSwitch;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.ColorScheme;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ThemesTest {

    @ParameterizedTest
    @CsvSource({"SYSTEM, , LIGHT, false", "SYSTEM, , DARK, true", "SYSTEM, DARK, LIGHT, true",
        "SYSTEM, LIGHT, DARK, false", "LIGHT, DARK, DARK, false", "DARK, LIGHT, LIGHT, true"})
    void theDesktopCountsBeforeWhatJavaFxSeesAndTheUserBeforeBoth(Settings.Theme theme, ColorScheme desktop,
            ColorScheme platform, boolean dark) {
        assertEquals(dark, Themes.dark(theme, Optional.ofNullable(desktop), platform));
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void whatTheKeyboardIsAtIsSeen(Settings.Theme theme) {
        Screen.start();
        for (var control : Screen.onFx(() -> List.of(new Button("Button"), new CheckBox("Check"),
                new RadioButton("Radio"), new ToggleSwitch("Switch"), new Hyperlink("Link"), new TextField("Text"),
                new ToggleButton("Toggle"), new ChoiceBox<String>(), new ComboBox<String>(), new TextArea("Words")))) {
            try (var screen = Screen.show(theme, 300, 200, _ -> new StackPane(control))) {
                Screen.onFx(() -> {
                    control.getScene().getRoot().requestFocus();
                    return null;
                });
                screen.settle();
                var without = Screen.onFx(() -> picture(control));
                Screen.onFx(() -> {
                    control.pseudoClassStateChanged(PseudoClass.getPseudoClass("focused"), true);
                    control.pseudoClassStateChanged(PseudoClass.getPseudoClass("focus-visible"), true);
                    return null;
                });
                screen.settle();
                assertFalse(without.equals(Screen.onFx(() -> picture(control))), control.getClass().getSimpleName());
            }
        }
    }

    private static List<Integer> picture(Node node) {
        var image = node.getScene().snapshot(null);
        var pixels = new ArrayList<Integer>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                pixels.add(image.getPixelReader().getArgb(x, y));
            }
        }
        return pixels;
    }
}
