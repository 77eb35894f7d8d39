package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Installation;
import dev.slipway.base.Release;
import dev.slipway.base.Texts;
import dev.slipway.update.Maker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateCommandTest {
    @TempDir
    Path folder;

    private final Maker maker = new Maker();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        maker.close();
    }

    private int run(Release release, String... arguments) {
        out.reset();
        err.reset();
        var console = new Console(new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                false, false, false);
        var services = new TourServices(folder);
        services.updates = () -> Maker.updates(folder, release, Installation.Kind.RPM);
        return new Cli(_ -> services, console, Texts.load(Locale.ENGLISH), "0.1.0").run(arguments);
    }

    @Test
    void aBuildWithoutAFeedSaysSo() {
        assertEquals(3, run(new Release(Optional.empty(), Optional.empty()), "update", "--check"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("This build of Slipway (0.1.0) has no update feed"));
    }

    @Test
    void checkAnswersWithTheNotesAndDownloadsNothing() {
        assertEquals(0, run(maker.release("0.1.0").build(), "update", "--check"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("is the newest release"));
        assertEquals(1, run(maker.release("0.2.0").build(), "update", "--check"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Faster.\nQuieter."));
        assertFalse(Files.exists(folder.resolve("downloads")));
    }

    @Test
    void downloadsOnlyAfterAYesAndSaysHowToInstall() {
        assertEquals(2, run(maker.release("0.2.0").build(), "update"));
        assertFalse(Files.exists(folder.resolve("downloads")));
        assertEquals(0, run(maker.build(), "update", "--yes"));
        var words = out.toString(StandardCharsets.UTF_8);
        var file = folder.resolve("downloads/slipway-0.2.0.rpm");
        assertTrue(words.contains("verified: " + file) && words.contains("sudo dnf install " + file), words);
        assertTrue(Files.exists(file));
    }

    @Test
    void tellsScriptsInJson() {
        assertEquals(1, run(maker.release("0.2.0").build(), "update", "--json"));
        var words = out.toString(StandardCharsets.UTF_8);
        assertTrue(words.contains("\"newer\" : true") || words.contains("\"newer\":true"), words);
        assertFalse(Files.exists(folder.resolve("downloads")));
    }

    @Test
    void aForgedFeedIsAFault() {
        maker.release("0.2.0");
        try (var other = new Maker()) {
            assertEquals(3, run(new Release(other.build().key(), maker.build().feed()), "update"));
        }
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("is not signed by the maker"));
    }
}
