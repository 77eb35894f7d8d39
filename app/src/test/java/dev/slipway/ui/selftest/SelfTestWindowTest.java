package dev.slipway.ui.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Texts;
import dev.slipway.selftest.Recorded;
import dev.slipway.selftest.SelfTest;
import dev.slipway.selftest.SelfTestResult;
import dev.slipway.selftest.SelfTestStore;
import dev.slipway.settings.Settings;
import dev.slipway.tour.Tour;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Views;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfTestWindowTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, en", "LIGHT, zh-CN", "DARK, zh-CN"})
    void resultsStandAloneAndSideBySide(Settings.Theme theme, String language) throws Exception {
        var locale = Locale.forLanguageTag(language);
        var texts = Texts.load(locale);
        var store = new SelfTestStore(folder);
        var tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
        var tests = new SelfTest(tour.sessions(), tour.machine(), store, Clock.systemUTC());
        try (var screen = Screen.show(theme, 860, 640, _ -> new SelfTestView(new SelfTestModel("thesis", tests,
                Background.virtualThreads(), Fx.platform(), texts), new Views(texts)).node())) {
            screen.settle();
            assertTrue(screen.find("#nothing", Label.class).isVisible(), "says what to do first");
            screen.save(picture("empty", theme, locale));
            Screen.onFx(() -> {
                ((Button) screen.scene().lookup("#run")).fire();
                return true;
            });
            screen.await("the tour says that it is one", () -> screen.scene().lookup("#trouble").isVisible());
            screen.save(picture("refused", theme, locale));
        }
        Recorded.keep(store, "thesis", "2026-11-20T05:00:00Z", Recorded.words());
        Recorded.keep(store, "older", "2026-11-19T05:00:00Z", Recorded.words().replace("2.11.0+cu130", "2.8.0+cu126")
                .replace("688.114859164132", "640.5"));
        try (var screen = Screen.show(theme, 860, 640, _ -> new SelfTestView(new SelfTestModel("thesis", tests,
                Background.virtualThreads(), Fx.platform(), texts), new Views(texts)).node())) {
            screen.await("the result is shown", () ->
                    ((VBox) screen.scene().lookup("#proofs")).getChildren().size() == 7);
            screen.settle();
            screen.save(picture("result", theme, locale));
            Screen.onFx(() -> {
                @SuppressWarnings("unchecked")
                var others = (ComboBox<SelfTestResult>) screen.scene().lookup("#others");
                others.setValue(others.getItems().getLast());
                return true;
            });
            screen.await("two stand side by side", () -> screen.scene().getRoot().lookupAll("#figures .number").stream()
                    .map(Label.class::cast).anyMatch(label -> label.getText().equals("2.8.0+cu126")));
            assertTrue(screen.scene().getRoot().lookupAll("#figures .number").stream().map(Label.class::cast)
                    .anyMatch(label -> label.getText().equals("0.93×")), "641 is 0.93 of 688");
            screen.settle();
            screen.save(picture("compared", theme, locale));
            assertFalse(screen.find("#nothing", Label.class).isVisible());
            assertEquals(2, screen.find("#others", ComboBox.class).getItems().size(), "nothing, or the other one");
        }
    }

    private static Path picture(String what, Settings.Theme theme, Locale language) {
        return Path.of("target/pictures/selftest-" + what + "-" + theme + "-" + language.getLanguage() + ".png");
    }
}
