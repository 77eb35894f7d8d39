package dev.slipway;

import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.shell.Desk;
import dev.slipway.ui.shell.ShellWindow;
import dev.slipway.ui.shell.Workbench;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.Stage;

/** The program's window: this machine or the tour, in the language and theme of the settings. FX thread. */
final class Windows implements AutoCloseable {
    private static final String FIRST_PAGE = "machine";

    private final Stage stage;
    private final SettingsStore settings;
    private final Supplier<Desk> real;
    private final Supplier<Desk> tour;
    private final Themes themes = new Themes();
    private final Fx fx = Fx.platform();
    private final Subscription watching;
    private String language;
    private boolean touring;
    private Optional<Desk> desk = Optional.empty();
    private Optional<Workbench> workbench = Optional.empty();

    /**
     * A window that is not shown yet.
     *
     * @param real opens this machine; must not block
     * @param tour opens the simulated one; must not block
     */
    Windows(Stage stage, SettingsStore settings, Supplier<Desk> real, Supplier<Desk> tour) {
        this.stage = stage;
        this.settings = settings;
        this.real = real;
        this.tour = tour;
        this.language = settings.settings().language();
        themes.use(settings.settings().theme());
        watching = settings.watch(fx.<Settings>latest(this::changed)::accept);
    }

    /** Shows the window with its frame only; the page and everything that is looked for come after the first picture. */
    void show(boolean startTour) {
        ShellWindow.prepare(stage, settings.settings().window(), place -> settings.change(old -> new Settings(
                old.language(), old.theme(), old.engine(), old.dataFolder(), old.samplingSeconds(),
                Optional.of(place))));
        open(startTour, FIRST_PAGE);
    }

    /** Shows an environment's file before it may start. */
    void review(Path file) {
        fx.post(() -> workbench.ifPresent(bench -> bench.review(file)));
    }

    private void open(boolean simulated, String page) {
        var oldBench = workbench;
        var oldDesk = simulated == touring ? Optional.<Desk>empty() : desk;
        if (desk.isEmpty() || simulated != touring) {
            desk = Optional.of((simulated ? tour : real).get());
        }
        touring = simulated;
        var bench = new Workbench(desk.get(), Texts.load(locale(language)), themes, settings, () -> stage,
                new Workbench.Tours(() -> open(true, FIRST_PAGE), () -> open(false, FIRST_PAGE)));
        workbench = Optional.of(bench);
        ShellWindow.fill(stage, bench.view(), themes);
        if (!stage.isShowing()) {
            stage.show();
        }
        oldBench.ifPresent(Workbench::close);
        oldDesk.ifPresent(Desk::close);
        afterFirstPicture(() -> {
            bench.go(page);
            bench.start();
        });
    }

    private void afterFirstPicture(Runnable action) {
        var scene = stage.getScene();
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                fx.post(action);
            }
        });
    }

    private void changed(Settings newest) {
        themes.use(newest.theme());
        if (!Objects.equals(language, newest.language())) {
            language = newest.language();
            workbench.ifPresent(bench -> open(touring, bench.model().pageProperty().get()));
        }
    }

    private static Locale locale(String language) {
        return language.equals("system") ? Locale.getDefault() : Locale.forLanguageTag(language);
    }

    @Override
    public void close() {
        watching.close();
        workbench.ifPresent(Workbench::close);
        desk.ifPresent(Desk::close);
    }
}
