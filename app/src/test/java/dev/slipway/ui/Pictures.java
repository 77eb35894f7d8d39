package dev.slipway.ui;

import dev.slipway.machine.MachineSource;
import dev.slipway.session.Sessions;
import dev.slipway.session.UsageFeed;
import dev.slipway.settings.Settings;
import dev.slipway.tour.Tour;
import dev.slipway.ui.shell.Workbench;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.control.ToggleButton;
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
                looks.add(new Object[] {theme, language, 1200, 760});
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

    static Stream<Object[]> themes() {
        return looks().filter(look -> look[2].equals(1000));
    }

    /** What the tour does not show: parts missing, trouble, many GPUs, the keyboard's focus. */
    @ParameterizedTest
    @MethodSource("themes")
    void ofOtherMachines(Settings.Theme theme, Locale language, int width, int height) {
        for (var scene : Scenes.values()) {
            open(theme, language, scene.name().toLowerCase(Locale.ROOT).replace('_', '-'), scene.machine(),
                    scene.sessions(), scene.usage(), List.of("machine", "environments", "monitor", "doctor"));
        }
        var tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
        open(theme, language, "eight", Scenes.alike(8), tour.sessions(), Scenes.alikeUsage(8),
                List.of("machine", "monitor"));
    }

    private void open(Settings.Theme theme, Locale language, String name, MachineSource machine, Sessions sessions,
            UsageFeed usage, List<String> pages) {
        var benches = new Benches(folder);
        var made = new ArrayList<Workbench>();
        try (var screen = Screen.show(theme, 1000, 700, stage -> {
            made.add(benches.bench(stage, theme, language, machine, sessions, usage));
            return made.getFirst().view().node();
        })) {
            var bench = made.getFirst();
            Screen.onFx(() -> {
                bench.start();
                return true;
            });
            for (var page : pages) {
                Screen.onFx(() -> {
                    bench.go(page);
                    return true;
                });
                for (int i = 0; i < 6; i++) {
                    screen.settle();
                }
                save(screen, name + "-" + page, theme, language);
                if (page.equals("monitor") && screen.scene().lookup("#choices .chip") != null) {
                    Screen.onFx(() -> {
                        var chips = screen.scene().getRoot().lookupAll("#choices .chip").stream().toList();
                        ((ToggleButton) chips.getLast()).fire();
                        return true;
                    });
                    screen.settle();
                    screen.settle();
                    save(screen, name + "-monitor-all", theme, language);
                }
            }
        }
    }

    private static void save(Screen screen, String name, Settings.Theme theme, Locale language) {
        screen.save(Path.of("target/pictures", name + "-" + theme.name().toLowerCase(Locale.ROOT) + "-"
                + language.getLanguage() + "-1000.png"));
    }
}
