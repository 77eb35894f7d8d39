package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionColoursTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void graphsAndStylesheetUseTheSameColours(boolean dark) throws Exception {
        var sheet = Files.readString(Path.of("src/main/resources/dev/slipway/ui/slipway.css"));
        var start = sheet.indexOf(dark ? ".root.dark {" : ".root.light {");
        var rules = sheet.substring(start, sheet.indexOf('}', start));
        for (int number = 0; number < 6; number++) {
            assertEquals(SessionColours.of(number, dark), colour(rules, "-slipway-session-" + number),
                    "session " + number);
        }
        assertEquals(SessionColours.of(SessionColours.OTHER, dark), colour(rules, "-slipway-session-other"));
    }

    private static Color colour(String rules, String name) {
        var match = Pattern.compile(Pattern.quote(name) + ": (#[0-9a-f]{6});").matcher(rules);
        assertTrue(match.find(), name);
        return Color.web(match.group(1));
    }
}
