package dev.slipway.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.slipway.settings.Settings;
import dev.slipway.ui.shell.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TabPane;
import javafx.scene.image.ImageView;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What someone without a mouse, or without a screen, meets. */
class KeyboardTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void everyButtonIsReachedByTabAndShowsIt(Settings.Theme theme) {
        var made = new ArrayList<Workbench>();
        try (var screen = Screen.show(theme, 1000, 700, stage -> {
            made.add(new Benches(folder).bench(stage, theme, Locale.ENGLISH));
            return made.getFirst().view().node();
        })) {
            var bench = made.getFirst();
            for (var page : List.of("machine", "monitor", "doctor")) {
                Screen.onFx(() -> {
                    bench.go(page);
                    if (page.equals("doctor")) {
                        bench.start();
                    }
                    return true;
                });
                for (int i = 0; i < 6; i++) {
                    screen.settle();
                }
                var wanted = Screen.onFx(() -> buttons(screen.scene().getRoot(), new ArrayList<>()));
                var reached = reached(screen);
                var missed = new ArrayList<>(wanted);
                missed.removeAll(reached);
                assertEquals(List.of(), missed, "out of reach on the page " + page);
                assertFalse(wanted.isEmpty());
                focus(screen, page.equals("monitor") ? wanted.get(wanted.size() / 2 + 2) : wanted.get(1));
                screen.save(Path.of("target/pictures", "focus-" + page + "-" + theme + ".png"));
                if (page.equals("machine")) {
                    // Keys move through what can be seen; what only a screen reader sees has words too.
                    assertEquals(List.of(), Screen.onFx(() -> mute(screen.scene().getRoot(), new ArrayList<>())));
                }
            }
        }
    }

    private static void focus(Screen screen, ButtonBase button) {
        Screen.onFx(() -> {
            button.requestFocus();
            button.requestFocusTraversal(TraversalDirection.NEXT);
            screen.scene().getFocusOwner().requestFocusTraversal(TraversalDirection.PREVIOUS);
            return true;
        });
        screen.settle();
    }

    /** Goes once around with Tab; a button on which that cannot be seen counts as not reached. */
    private static Set<Node> reached(Screen screen) {
        return Screen.onFx(() -> {
            var reached = new LinkedHashSet<Node>();
            screen.scene().lookup(".nav-item").requestFocus();
            for (int step = 0; step < 200; step++) {
                screen.scene().getFocusOwner().requestFocusTraversal(TraversalDirection.NEXT);
                var owner = screen.scene().getFocusOwner();
                screen.scene().getRoot().applyCss();
                if (owner instanceof ButtonBase button && (!button.isFocusVisible() || button.getBorder() == null
                        && button.getBackground().getFills().size() < 2)) {
                    continue;
                }
                if (!reached.add(owner)) {
                    break;
                }
            }
            return reached;
        });
    }

    private static List<ButtonBase> buttons(Node node, List<ButtonBase> found) {
        if (!node.isVisible() || node instanceof ScrollBar || node instanceof TabPane) {
            return found;
        }
        if (node instanceof ButtonBase button && !button.isDisabled()) {
            found.add(button);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> buttons(child, found));
        }
        return found;
    }

    /** Buttons and pictures that say nothing. */
    private static List<String> mute(Node node, List<String> found) {
        var words = switch (node) {
            case Labeled labeled when node instanceof ButtonBase ->
                    labeled.getText() == null || labeled.getText().isBlank()
                            ? node.getAccessibleText() : labeled.getText();
            case ImageView _ -> node.getAccessibleRole() == javafx.scene.AccessibleRole.IMAGE_VIEW
                    ? node.getAccessibleText() : "decoration";
            default -> node.getStyleClass().contains("sparkline") || node.getStyleClass().contains("memory-graph")
                    ? node.getAccessibleText() : "words elsewhere";
        };
        if (node.isVisible() && (words == null || words.isBlank())) {
            found.add(node.toString());
        }
        if (node.isVisible() && node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> mute(child, found));
        }
        return found;
    }
}
