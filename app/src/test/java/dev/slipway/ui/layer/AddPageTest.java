package dev.slipway.ui.layer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Texts;
import dev.slipway.layer.Adding;
import dev.slipway.layer.Layers;
import dev.slipway.session.SessionState;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Around;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddPageTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, zh-CN"})
    void refusesWhatIsNoPackageAndSaysWhatWentWrong(Settings.Theme theme, String language) throws Exception {
        Screen.start();
        var locale = Locale.forLanguageTag(language);
        var around = new Around(locale, folder, Duration.ZERO);
        var session = around.sessions.list().stream().filter(it -> it.state() instanceof SessionState.Running)
                .findFirst().orElseThrow();
        var background = Background.virtualThreads();
        var model = Screen.onFx(() -> new AddModel(session, new AddModel.Services(around.sessions, around.store,
                new Adding(new Layers(), background), background, Fx.platform(), Texts.load(locale))));
        try (var screen = Screen.show(theme, 680, 560, _ -> new AddView(model, around.views).node())) {
            assertTrue(screen.scene().lookup("#add").isDisabled(), "nothing was typed");
            Screen.onFx(() -> {
                model.pipProperty().set("--index-url=http://evil");
                return null;
            });
            screen.await("an option is refused", () -> screen.scene().lookup("#trouble").isVisible());
            assertTrue(Screen.onFx(() -> screen.scene().lookup("#add").isDisabled()));
            Screen.onFx(() -> {
                model.pipProperty().set("einops>=0.8");
                return null;
            });
            assertFalse(Screen.onFx(() -> screen.scene().lookup("#add").isDisabled()));
            Screen.onFx(() -> {
                model.add();
                return null;
            });
            // The tour's sessions are simulated: nothing can be put into them, and that is said.
            screen.await("the failure shows", () -> screen.scene().lookup("#trouble").isVisible());
            screen.settle();
            screen.save(Path.of("target/pictures/layer-add-" + theme + ".png"));
        }
    }
}
