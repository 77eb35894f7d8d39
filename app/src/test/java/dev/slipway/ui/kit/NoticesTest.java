package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticesTest {
    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void messagesLieOverThePageAndGo(Settings.Theme theme) {
        var made = new ArrayList<Notices>();
        var looked = new ArrayList<String>();
        try (var screen = Screen.show(theme, 700, 420, _ -> {
            var root = new StackPane(new TextField("page"));
            made.add(new Notices(Texts.load(Locale.ENGLISH), root));
            return root;
        })) {
            var notices = made.getFirst();
            var field = screen.find(".text-field", TextField.class);
            Screen.onFx(() -> {
                field.requestFocus();
                notices.done(Text.of("machine.report.copied"));
                notices.failed(new Failure.Cancelled("x"));
                notices.failed(new Failure.EngineNotReachable("unix:///var/run/docker.sock", ""));
                notices.news(Text.of("update.news", "2.0"), Text.of("update.news.show"), () -> looked.add("looked"));
                return null;
            });
            screen.settle();
            screen.save(Path.of("target/pictures/notices-" + theme + ".png"));
            assertEquals(3, messages(screen).size(), "a cancel says nothing");
            assertSame(field, Screen.onFx(() -> screen.scene().getFocusOwner()), "the keyboard stays where it is");
            assertTrue(Screen.onFx(() -> screen.scene().getRoot().lookupAll(".message").stream().allMatch(message ->
                    message.localToScene(message.getLayoutBounds()).getMaxX() <= 690
                            && message.getLayoutBounds().getWidth() <= 400)));
            Screen.onFx(() -> {
                ((Button) screen.scene().getRoot().lookupAll(".message .button").stream()
                        .filter(node -> ((Button) node).getText().length() > 1).findFirst().orElseThrow()).fire();
                notices.done(Text.of("app.copied"));
                return null;
            });
            screen.settle();
            assertEquals(List.of("looked"), looked);
            assertEquals("Copied to the clipboard.", messages(screen).getLast());
            assertEquals(3, messages(screen).size(), "what was answered is gone");
            Screen.onFx(() -> {
                notices.done(Text.of("app.copied"));
                screen.scene().getRoot().lookupAll(".message-close").forEach(node -> ((Button) node).fire());
                return null;
            });
            assertEquals(0, messages(screen).size());
        }
    }

    private static List<String> messages(Screen screen) {
        return Screen.onFx(() -> screen.scene().getRoot().lookupAll(".message").stream()
                .map(message -> message.lookupAll(".label").stream().map(Label.class::cast).filter(Label::isVisible)
                        .map(Label::getText).filter(words -> words != null && !words.isEmpty()).toList().getFirst())
                .toList());
    }
}
