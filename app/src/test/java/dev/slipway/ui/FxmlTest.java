package dev.slipway.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxToolkit;

/** Loads every layout once, in both languages, and compares it with its view. */
class FxmlTest {
    private static final Path ROOT = Path.of("src/main/resources");
    private static final Pattern CONTROLLER = Pattern.compile("\\sfx:controller=\"([^\"]+)\"");
    private static final Pattern HANDLER = Pattern.compile("\\son\\w+=\"#([^\"]+)\"");

    static List<Path> layouts() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".fxml")).map(ROOT::relativize).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void eachLayoutLoadsAndFitsItsView(Path layout) throws Exception {
        FxToolkit.registerPrimaryStage();
        var text = Files.readString(ROOT.resolve(layout));
        assertFalse(text.contains(" style=\""), "a style of its own belongs into the stylesheet");
        var named = CONTROLLER.matcher(text);
        assertTrue(named.find(), "names its view");
        var view = Class.forName(named.group(1));
        assertEquals(layout.getFileName().toString(), view.getSimpleName().replaceFirst("View$", "") + ".fxml");
        var bare = HANDLER.matcher(CONTROLLER.matcher(text).replaceAll("")).replaceAll("");
        for (var language : Texts.LANGUAGES) {
            var loader = loader(language);
            assertNotNull(Screen.onFx(() ->
                    loader.load(new ByteArrayInputStream(bare.getBytes(StandardCharsets.UTF_8)))));
            fits(loader, view);
        }
        HANDLER.matcher(text).results().forEach(match -> assertTrue(Arrays.stream(view.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals(match.group(1)) && method.isAnnotationPresent(FXML.class)),
                "no @FXML method " + match.group(1)));
    }

    private static FXMLLoader loader(Locale language) throws IOException {
        var loader = new FXMLLoader();
        loader.setResources(Texts.load(language));
        loader.setLocation(ROOT.toUri().toURL());
        return loader;
    }

    private static void fits(FXMLLoader loader, Class<?> view) {
        var fields = Arrays.stream(view.getDeclaredFields()).filter(field -> field.isAnnotationPresent(FXML.class))
                .collect(Collectors.toMap(Field::getName, Field::getType));
        fields.forEach((name, type) -> {
            var node = loader.getNamespace().get(name);
            assertNotNull(node, "no fx:id " + name);
            assertTrue(type.isInstance(node), name + " is a " + node.getClass().getSimpleName());
        });
    }
}
