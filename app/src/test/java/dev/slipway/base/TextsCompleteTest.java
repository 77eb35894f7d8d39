package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text exists in every language, and every key that is used exists. */
class TextsCompleteTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");
    private static final Pattern FXML_KEY = Pattern.compile("\"%([^\"]+)\"");
    private static final Pattern JAVA_KEY = Pattern.compile("(?:[tT]exts?\\(?\\)?\\.(of|count)|\\bsay|\\bText\\.of)"
            + "\\(\\s*\"([a-z]+(?:\\.[a-z0-9-]+)+)\"(\\s*\\+)?");

    static List<String> areas() {
        return Texts.AREAS;
    }

    private static Properties read(String file) throws IOException {
        var properties = new Properties();
        try (var stream = Texts.class.getResourceAsStream("/dev/slipway/texts/" + file)) {
            assertTrue(stream != null, file + " is missing");
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        return properties;
    }

    @ParameterizedTest
    @MethodSource("areas")
    void bothLanguagesSayTheSameThings(String area) throws IOException {
        var english = read(area + ".properties");
        var chinese = read(area + "_zh_CN.properties");
        assertEquals(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(chinese.stringPropertyNames()));
        for (var key : english.stringPropertyNames()) {
            assertTrue(key.startsWith(area + "."), key + " lies in the wrong file");
            assertFalse(english.getProperty(key).isEmpty(), key);
            assertFalse(chinese.getProperty(key).isEmpty(), key);
            if (!key.endsWith(".one")) {
                assertEquals(placeholders(english.getProperty(key)), placeholders(chinese.getProperty(key)), key);
            }
        }
    }

    private static TreeSet<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyNumberHasBothItsForms() {
        var keys = Texts.load(Locale.ENGLISH).keySet();
        // Where there is a form for two, the numbers are words of their own and not singular and plural.
        var missing = keys.stream().filter(key -> key.endsWith(".one")).map(key -> key.substring(0, key.length() - 4))
                .filter(key -> !keys.contains(key + ".other") && !keys.contains(key + ".two")).toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyKeyOfALayoutExists() throws IOException {
        var keys = Texts.load(Locale.ENGLISH).keySet();
        int seen = 0;
        for (var file : files(Path.of("src/main/resources"), ".fxml")) {
            for (var match : FXML_KEY.matcher(Files.readString(file)).results().toList()) {
                assertTrue(keys.contains(match.group(1)), file.getFileName() + " uses " + match.group(1));
                seen++;
            }
        }
        assertTrue(seen > 20, "only " + seen + " keys were looked at");
    }

    @Test
    void everyKeyWrittenInTheProgramExists() throws IOException {
        var keys = Texts.load(Locale.ENGLISH).keySet();
        var missing = new ArrayList<String>();
        int seen = 0;
        for (var file : files(Path.of("src/main/java"), ".java")) {
            for (var match : JAVA_KEY.matcher(Files.readString(file)).results().toList()) {
                var key = match.group(2);
                seen++;
                // A key that goes on after a plus is put together when the program runs.
                boolean known = keys.contains(key) || keys.contains(key + ".other")
                        || match.group(3) != null && keys.stream().anyMatch(one -> one.startsWith(key));
                if (!known && Texts.AREAS.contains(key.substring(0, key.indexOf('.')))) {
                    missing.add(file.getFileName() + ": " + key);
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(seen > 100, "only " + seen + " keys were looked at");
    }

    private static List<Path> files(Path root, String end) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }
}
