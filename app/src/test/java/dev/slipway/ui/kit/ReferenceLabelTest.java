package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceLabelTest {
    @ParameterizedTest
    @CsvSource({
        "2.14.1-cuda12.6-cudnn9-runtime, 29, 2.14.1-cuda12.6-cudnn9- runtime",
        "2.14.1-cuda12.6-cudnn9-runtime, 30, 2.14.1-cuda12.6-cudnn9-runtime",
        "2.14.1-cuda12.6-cudnn9-runtime, 18, 2.14.1-cuda12.6- cudnn9-runtime",
        "2.14.1-cuda12.6-cudnn9-runtime, 14, 2.14.1- cuda12.6- cudnn9-runtime",
        "nvcr.io/nvidia/pytorch:26.08-py3, 27, nvcr.io/nvidia/pytorch: 26.08-py3",
        "registry.example.org/lab, 12, registry. example.org/ lab",
        // Nothing to end a line at: what goes over is more than a letter.
        "averyverylongname, 16, averyverylong name"})
    void linesEndAtGoodPlaces(String name, int most, String expected) {
        assertEquals(expected, String.join(" ", ReferenceLabel.lines(name, most, String::length)));
    }

    @Property
    void linesFitAndLoseNothing(@ForAll @NotEmpty @AlphaChars @Chars({'-', '.', '/', ':', '1', '2'}) String name,
            @ForAll @IntRange(min = 1, max = 30) int most) {
        List<String> lines = ReferenceLabel.lines(name, most, String::length);
        assertEquals(name, String.join("", lines));
        assertTrue(lines.stream().allMatch(line -> !line.isEmpty() && line.length() <= most), lines::toString);
    }

    @Test
    void takesTheHeightOfItsLinesAndTellsAScreenReaderTheName() {
        var tag = "2.14.1-cuda12.6-cudnn9-runtime";
        try (var screen = Screen.show(Settings.Theme.LIGHT, 200, 200, _ -> {
            var label = new ReferenceLabel();
            label.setLook("card-title");
            label.setText(tag);
            return new VBox(label);
        })) {
            screen.settle();
            var label = screen.find(".reference", ReferenceLabel.class);
            var words = screen.find(".reference > .label", Label.class);
            assertEquals("2.14.1-cuda12.6-cudnn9-\nruntime", words.getText());
            assertEquals(tag, words.getAccessibleText());
            assertEquals(tag, label.getText());
            assertTrue(label.getHeight() > 30 && label.getHeight() < 50, label.getHeight() + " px high");
        }
    }
}
