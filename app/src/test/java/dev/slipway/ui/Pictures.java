package dev.slipway.ui;

import dev.slipway.settings.Settings;
import dev.slipway.ui.shell.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pictures of every page of the tour, for the README and for people to look at: {@code -Dtest=Pictures} writes them to
 * {@code target/pictures}.
 */
@Tag("pictures")
class Pictures {
    @TempDir
    private Path folder;

    static Stream<Object[]> looks() {
        var looks = new ArrayList<Object[]>();
        for (var theme : new Settings.Theme[] {Settings.Theme.LIGHT, Settings.Theme.DARK}) {
            for (var language : new Locale[] {Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE}) {
                looks.add(new Object[] {theme, language, 1000, 700});
                looks.add(new Object[] {theme, language, 1600, 1000});
            }
        }
        return looks.stream();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void ofEachPage(Settings.Theme theme, Locale language, int width, int height) {
        var benches = new Benches(folder);
        var made = new ArrayList<Workbench>();
        try (var screen = Screen.show(theme, width, height, stage -> {
            made.add(benches.bench(stage, theme, language));
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
                for (int i = 0; i < 6; i++) {
                    screen.settle();
                }
                screen.save(Path.of("target/pictures", page + "-" + theme.name().toLowerCase(Locale.ROOT) + "-"
                        + language.getLanguage() + "-" + width + ".png"));
            }
        }
    }
}
