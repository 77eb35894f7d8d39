package dev.slipway.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.settings.Settings;
import dev.slipway.ui.catalog.CatalogDoors;
import dev.slipway.ui.catalog.CatalogModel;
import dev.slipway.ui.catalog.CatalogView;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.launch.LaunchModel;
import dev.slipway.ui.launch.LaunchRequest;
import dev.slipway.ui.launch.LaunchView;
import dev.slipway.ui.sessions.SessionsModel;
import dev.slipway.ui.sessions.SessionsView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Loads each page in both languages and themes at a small and a large size and keeps pictures for people to look at.
 */
class PagesLookTest {
    @TempDir
    private Path folder;

    static Stream<Object[]> looks() {
        return Stream.of(new Object[] {Settings.Theme.LIGHT, Locale.ENGLISH, 1200, 760},
                new Object[] {Settings.Theme.DARK, Locale.SIMPLIFIED_CHINESE, 960, 640},
                new Object[] {Settings.Theme.LIGHT, Locale.SIMPLIFIED_CHINESE, 1600, 1000},
                new Object[] {Settings.Theme.DARK, Locale.ENGLISH, 960, 640});
    }

    static Stream<Object[]> tables() {
        return Stream.of(new Object[] {Settings.Theme.LIGHT, Locale.ENGLISH, 1200, 760},
                new Object[] {Settings.Theme.DARK, Locale.SIMPLIFIED_CHINESE, 1200, 760},
                new Object[] {Settings.Theme.DARK, Locale.ENGLISH, 1000, 700},
                new Object[] {Settings.Theme.LIGHT, Locale.SIMPLIFIED_CHINESE, 1600, 1000});
    }

    private void look(String page, Settings.Theme theme, Locale language, int width, int height,
            Function<Around, Parent> content, Function<Screen, Boolean> ready) {
        var around = new Around(language, folder, Duration.ZERO);
        try (var screen = Screen.show(theme, width - 196, height - 30, _ -> content.apply(around))) {
            screen.await(page + " is filled", () -> ready.apply(screen));
            screen.settle();
            var file = Path.of("target/pictures/" + page + "-" + theme + "-" + language.getLanguage() + "-" + width
                    + ".png");
            screen.save(file);
            assertTrue(Files.exists(file));
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void imagesFillInEveryLook(Settings.Theme theme, Locale language, int width, int height) {
        look("images", theme, language, width, height, around -> {
            var model = new CatalogModel(around.images(), around.tour.machine(), around.background, Fx.platform(),
                    around.texts, new CatalogDoors(around.asked::add, (_, _) -> { }, () -> { }));
            model.start();
            return new CatalogView(model, around.views).node();
        }, screen -> !((TableView<?>) screen.scene().lookup(".images")).getItems().isEmpty()
                && shownColumns(screen).containsAll(List.of("compile", "size", "pulled", "recommended")));
    }

    private static List<String> shownColumns(Screen screen) {
        return ((TableView<?>) screen.scene().lookup(".images")).getVisibleLeafColumns().stream()
                .map(TableColumn::getId).toList();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void environmentsFillInEveryLook(Settings.Theme theme, Locale language, int width, int height) {
        look("environments", theme, language, width, height, around -> {
            var model = new SessionsModel(around.running());
            var view = new SessionsView(model, around.views, around.terminals());
            model.openTerminal("diffusion");
            return view.node();
        }, screen -> screen.scene().getRoot().lookupAll(".session-card").size() == 3);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void theFormFillsInEveryLook(Settings.Theme theme, Locale language, int width, int height) {
        look("launch", theme, language, 680 + 196, 690 + 30, around -> new LaunchView(new LaunchModel(
                around.launching(Path.of("/home/mia")), new LaunchRequest.New(Optional.empty())), around.views).node(),
                screen -> !screen.scene().lookup("#start").isDisabled());
    }
}
