package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.settings.Settings;
import java.util.Optional;
import javafx.application.ColorScheme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThemesTest {

    @ParameterizedTest
    @CsvSource({"SYSTEM, , LIGHT, false", "SYSTEM, , DARK, true", "SYSTEM, DARK, LIGHT, true",
        "SYSTEM, LIGHT, DARK, false", "LIGHT, DARK, DARK, false", "DARK, LIGHT, LIGHT, true"})
    void theDesktopCountsBeforeWhatJavaFxSeesAndTheUserBeforeBoth(Settings.Theme theme, ColorScheme desktop,
            ColorScheme platform, boolean dark) {
        assertEquals(dark, Themes.dark(theme, Optional.ofNullable(desktop), platform));
    }
}
