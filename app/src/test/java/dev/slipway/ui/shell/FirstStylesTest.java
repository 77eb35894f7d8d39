package dev.slipway.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import dev.slipway.base.Texts;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Themes;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javafx.application.Application;
import javafx.beans.Observable;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first picture, by the few rules that the build picks for it, against the same frame by all rules. */
class FirstStylesTest {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 700;
    /** The chosen line has square corners at first. */
    private static final int FOUR_CORNERS = 4 * 6 * 6;

    @TempDir
    private static Path folder;
    private static Path jar;

    @BeforeAll
    static void pickRules() throws IOException, InterruptedException, URISyntaxException {
        jar = folder.resolve("slipway.jar");
        try (var to = new ZipOutputStream(Files.newOutputStream(jar));
                var sheet = Objects.requireNonNull(Themes.class.getResourceAsStream("/dev/slipway/ui/slipway.css"))) {
            to.putNextEntry(new ZipEntry("dev/slipway/ui/slipway.css"));
            sheet.transferTo(to);
            to.closeEntry();
        }
        var run = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--class-path",
                placeOf(Observable.class) + File.pathSeparator + placeOf(Scene.class),
                "../installer/common/BinaryStyles.java", jar.toString(), placeOf(PrimerLight.class).toString())
                .redirectErrorStream(true).start();
        var said = new String(run.getInputStream().readAllBytes());
        assertEquals(0, run.waitFor(), said);
        Screen.start();
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Optional<String> first(String name) {
        return Optional.of("jar:" + jar.toUri() + "!/dev/slipway/ui/" + name);
    }

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void theFirstPictureIsTheFrameByAllRulesButForFourCorners(Settings.Theme theme) {
        Screen.onFx(() -> {
            var themes = new Themes(Settings.DEFAULT.withTheme(theme), FirstStylesTest::first);
            var frame = new Frame(Texts.load(Locale.ENGLISH), Place.ALL);
            frame.choose("images");
            var scene = new Scene(frame.node(), WIDTH, HEIGHT);
            themes.dress(scene);
            var first = scene.snapshot(null);
            assertTrue(Application.getUserAgentStylesheet().contains("/first-"), "the first rules are in use");

            themes.complete();
            var whole = scene.snapshot(null);
            assertTrue(Application.getUserAgentStylesheet().contains("atlantafx"), "all rules are in use");
            int different = differentPixels(first, whole);
            assertTrue(different <= FOUR_CORNERS, different + " pixels differ");
            assertTrue(different > 0, "the pictures are of two kinds");

            var plain = new Scene(new Frame(Texts.load(Locale.ENGLISH), Place.ALL).node(), WIDTH, HEIGHT);
            new Themes(Settings.DEFAULT.withTheme(theme)).dress(plain);
            assertTrue(differentPixels(whole, plain.snapshot(null)) > 1000, "a frame without a chosen line differs");
            return null;
        });
    }

    private static int differentPixels(WritableImage one, WritableImage other) {
        int count = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if (one.getPixelReader().getArgb(x, y) != other.getPixelReader().getArgb(x, y)) {
                    count++;
                }
            }
        }
        return count;
    }
}
