package dev.slipway.ui.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "plain\\n|plain", "one\\ntwo\\n|one,two", "dos\\r\\n|dos", "10 %\\r20 %\\r100 %\\n|100 %",
        "\\e[32mgreen\\e[0m\\n|green", "\\e]0;title\\atext\\n|text", "\\e]8;;http://a\\e\\\\link\\n|link",
        "\\e(Bset\\n|set", "a\\bb\\n|b", "tab\\tx\\n|tab    x", "日本語\\n|日本語", "\\e[38;5;1mx\\e[Ky\\n|xy"})
    void linesComeOutClean(String stream, String expected) {
        var plain = stream.replace("\\n", "\n").replace("\\r", "\r").replace("\\e", "\u001b").replace("\\a", "\u0007")
                .replace("\\b", "\b").replace("\\t", "\t").replace("\\\\", "\\");
        assertEquals(List.of(expected.split(",")), new LogText().take(plain.getBytes(StandardCharsets.UTF_8)));
    }

    @Property
    void whereTheStreamIsCutChangesNothing(@ForAll byte[] bytes, @ForAll @IntRange(max = 50) int at) {
        var whole = new LogText();
        var expected = whole.take(bytes);
        var cut = new LogText();
        var lines = new ArrayList<>(cut.take(Arrays.copyOf(bytes, Math.min(at, bytes.length))));
        if (at < bytes.length) {
            lines.addAll(cut.take(Arrays.copyOfRange(bytes, at, bytes.length)));
        }
        assertEquals(expected, lines);
        assertEquals(whole.open(), cut.open());
    }

    @Property
    void aLineNeverGrowsWithoutBound(@ForAll @IntRange(min = 1, max = 20_000) int length) {
        var text = new LogText();
        var lines = text.take("x".repeat(length).getBytes(StandardCharsets.UTF_8));
        assertTrue(lines.stream().allMatch(line -> line.length() <= LogText.LONGEST));
        assertTrue(text.open().length() < LogText.LONGEST);
    }
}
