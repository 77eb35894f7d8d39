package dev.slipway.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Background;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsStoreTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T01:02:03Z"), ZoneOffset.UTC);
    private static final String NOW = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .format(CLOCK.instant().atZone(ZoneId.systemDefault()));

    @TempDir
    Path folder;

    @Test
    void aNewUserHasTheDefaultsAndNoFileIsMade() {
        var store = open();
        assertEquals(Settings.DEFAULT, store.settings());
        assertFalse(Files.exists(folder.resolve("settings.json")));
    }

    @Test
    void everyFieldSurvivesWritingAndReading() {
        var wanted = new Settings("zh-CN", Settings.Theme.DARK, Optional.of("unix:///run/docker.sock"),
                Optional.of(folder.resolve("data").toAbsolutePath()), 5,
                Optional.of(new Settings.WindowPlace(1, -2, 1200, 760, true)),
                Map.of("docker.io", "mirror.campus.example/hub"), true, false, 7,
                Map.of("pip", "https://mirror.example/simple"), Optional.of(Settings.Theme.LIGHT));
        open().change(_ -> wanted);
        assertEquals(wanted, open().settings());
    }

    @Test
    void aDamagedFieldFallsBackAloneAndTheOthersStay() throws IOException {
        write("{\"language\":\"klingon\",\"theme\":\"dark\",\"samplingSeconds\":900,\"jobsKept\":0,"
                + "\"window\":{\"x\":\"left\"},\"dataFolder\":\"not/absolute\","
                + "\"mirrors\":{\"docker.io\":7,\"a\":[]},\"desktop\":\"system\"}");
        var settings = open().settings();
        assertEquals(Settings.DEFAULT.withTheme(Settings.Theme.DARK), settings);
    }

    @Test
    void fieldsOfANewerVersionAreKept() throws IOException {
        write("{\"theme\":\"light\",\"fromTheFuture\":{\"a\":1}}");
        open().change(old -> with(old, "en"));
        assertTrue(Files.readString(folder.resolve("settings.json")).contains("fromTheFuture"));
    }

    @Test
    void whateverANewerVersionWritesIsKeptAsItIs() throws IOException {
        var written = """
                {"text":"\\u00e9\\n","small":-7,"large":5000000000,"huge":123456789012345678901234567890,
                "real":0.25,"yes":true,"no":false,"none":null,"list":[1,[],{"a":[2.5,"x"]}],"object":{}}""";
        write(written);
        var store = open();
        store.change(Settings::withWelcomed);
        store.close();
        var kept = (ObjectNode) new ObjectMapper().readTree(folder.resolve("settings.json").toFile());
        assertTrue(kept.path("welcomed").asBoolean());
        for (var field : new ObjectMapper().readTree(written).properties()) {
            assertEquals(field.getValue(), kept.get(field.getKey()), field.getKey());
        }
    }

    @Test
    void aFileNestedTooDeeplyIsPutAside() throws IOException {
        write("{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}");
        assertTrue(open().report().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,2]", "\u0000\u0001", "nonsense"})
    void aDamagedFileIsPutAsideAndReported(String content) throws IOException {
        write(content);
        var store = open();
        assertEquals(Settings.DEFAULT, store.settings());
        assertEquals("settings.damaged", store.report().orElseThrow().key());
        assertEquals(content, Files.readString(folder.resolve("settings.json.bad-" + NOW)));
    }

    @Test
    void theLastGoodCopyIsUsedWhenTheFileIsDamaged() throws IOException {
        var store = open();
        store.change(old -> with(old, "en"));
        store.change(old -> with(old, "zh-CN"));
        write("{broken");
        var again = open();
        assertEquals("en", again.settings().language());
        assertEquals("settings.damaged-restored", again.report().orElseThrow().key());
    }

    @Test
    void listenersHearOnlyRealChanges() {
        var heard = new ArrayList<String>();
        var store = open();
        var watching = store.watch(settings -> heard.add(settings.language()));
        store.change(old -> with(old, "en"));
        store.change(old -> with(old, "en"));
        watching.close();
        store.change(old -> with(old, "zh-CN"));
        assertEquals(List.of("system", "en"), heard);
    }

    @Test
    void noTemporaryFileIsLeftBehind() throws IOException {
        open().change(old -> with(old, "en"));
        try (var files = Files.list(folder)) {
            assertEquals(List.of("settings.json"), files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Property(tries = 100)
    void readingAnythingNeverThrows(@ForAll String anything) throws IOException {
        var own = Files.createTempDirectory("slipway-settings");
        Files.writeString(own.resolve("settings.json"), anything.replace('\ud800', 'x'));
        new SettingsStore(own, Background.sameThread(), CLOCK).settings();
        try (var files = Files.list(own)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(own);
    }

    private static Settings with(Settings old, String language) {
        return old.withLanguage(language);
    }

    private void write(String content) throws IOException {
        Files.writeString(folder.resolve("settings.json"), content);
    }

    private SettingsStore open() {
        return new SettingsStore(folder, Background.sameThread(), CLOCK);
    }
}
