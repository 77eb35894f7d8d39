package dev.slipway.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.settings.Settings;
import dev.slipway.ui.Benches;
import dev.slipway.ui.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkbenchTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(value = Settings.Theme.class, names = {"LIGHT", "DARK"})
    void everyPageOpensAndHasATitle(Settings.Theme theme) {
        var benches = new Benches(folder);
        var made = new ArrayList<Workbench>();
        try (var screen = Screen.show(theme, 1000, 700, stage -> {
            made.add(benches.bench(stage, theme, Locale.ENGLISH));
            return made.getFirst().view().node();
        })) {
            var bench = made.getFirst();
            Screen.onFx(() -> {
                bench.start();
                return true;
            });
            for (var page : Screen.onFx(() -> bench.view().pageIds())) {
                Screen.onFx(() -> {
                    bench.go(page);
                    return true;
                });
                screen.settle();
                var content = screen.find("#content", StackPane.class);
                var title = Screen.onFx(() -> (Label) content.lookup(".page-title"));
                assertNotNull(title, page + " has no title");
                assertTrue(title.getText().length() > 1, page);
            }
            Screen.onFx(() -> {
                screen.find(screen.scene().getRoot(), "#leaveTour", Button.class).fire();
                bench.close();
                return true;
            });
            assertEquals(List.of("leave"), benches.asked);
        }
    }
}
