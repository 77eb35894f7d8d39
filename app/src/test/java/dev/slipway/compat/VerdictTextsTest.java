package dev.slipway.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VerdictTextsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    private static Properties read(String file) throws IOException {
        var properties = new Properties();
        try (var stream = VerdictTextsTest.class.getResourceAsStream("/dev/slipway/texts/" + file)) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        return properties;
    }

    private static TreeSet<String> placeholders(String text) {
        var found = new TreeSet<String>();
        PLACEHOLDER.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }

    @Test
    void bothLanguagesSayTheSame() throws IOException {
        var english = read("verdict.properties");
        var chinese = read("verdict_zh_CN.properties");
        assertEquals(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(chinese.stringPropertyNames()));
        for (var key : english.stringPropertyNames()) {
            assertEquals(placeholders(english.getProperty(key)), placeholders(chinese.getProperty(key)), key);
        }
    }

    @Test
    void everyReasonAndLevelHasAWord() throws IOException {
        var english = read("verdict.properties");
        for (var reason : Verdict.Reason.values()) {
            assertTrue(english.containsKey(reason.words().key()), reason.id());
        }
        for (var level : Verdict.Level.values()) {
            assertTrue(english.containsKey(level.words().key()), level.id());
        }
    }
}
