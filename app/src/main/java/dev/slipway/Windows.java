package dev.slipway;

import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.shell.Desk;
import dev.slipway.ui.shell.Rehearsal;
import dev.slipway.ui.shell.ShellWindow;
import dev.slipway.ui.shell.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.application.ColorScheme;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program's window: this machine or the tour, in the language and theme of the settings. FX thread. */
final class Windows implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);
    private static final String FIRST_PAGE = "machine";
    private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");

    private final Stage stage;
    private final Core.Surface surface;
    private final SettingsStore settings;
    private final Themes themes = new Themes();
    private final Fx fx = Fx.platform();
    private final Subscription watching;
    private final DesktopScheme scheme;
    private String language;
    private boolean touring;
    private boolean settled;
    private Optional<Path> waiting = Optional.empty();
    private Optional<Desk> desk = Optional.empty();
    private Optional<Core> unrefreshed = Optional.empty();
    private Optional<Workbench> workbench = Optional.empty();

    /** A window that is not shown yet. */
    Windows(Stage stage, Core.Surface surface) {
        this.stage = stage;
        this.surface = surface;
        this.settings = surface.settings();
        this.language = settings.settings().language();
        follow(settings.settings());
        scheme = new DesktopScheme(surface.env(), surface.background(), System::nanoTime,
                wish -> settings.change(old -> old.withDesktop(switch (wish) {
                    case DARK -> Optional.of(Settings.Theme.DARK);
                    case LIGHT -> Optional.of(Settings.Theme.LIGHT);
                    case NONE -> Optional.empty();
                })));
        watching = settings.watch(fx.<Settings>latest(this::changed)::accept);
        // Nobody sees the theme of a window that is not looked at.
        stage.focusedProperty().addListener((_, _, focused) -> askDesktop(focused));
    }

    /** Shows the window with its frame only; the page, and what is looked for, come after the first picture. */
    void show(boolean startTour) {
        ShellWindow.prepare(stage, settings.settings().window(), place -> settings.change(old ->
                old.withWindow(Optional.of(place))));
        boolean welcome = !startTour && !settings.settings().welcomed();
        open(startTour, welcome ? "welcome" : FIRST_PAGE);
        if (welcome) {
            settings.change(Settings::withWelcomed);
        }
    }

    /** Shows an environment's file before it may start, once there is a page to show it on. FX thread. */
    void review(Path file) {
        if (settled) {
            workbench.ifPresent(bench -> bench.review(file));
        } else {
            waiting = Optional.of(file);
        }
    }

    /** Another start asks for this window, with a file where it has one. Any thread. */
    void called(Optional<Path> file) {
        fx.post(() -> {
            stage.setIconified(false);
            stage.toFront();
            stage.requestFocus();
            file.ifPresent(this::review);
        });
    }

    private void open(boolean simulated, String page) {
        var oldBench = workbench;
        var oldDesk = simulated == touring ? Optional.<Desk>empty() : desk;
        if (desk.isEmpty() || simulated != touring) {
            var core = simulated ? Wiring.tour(surface) : Wiring.live(surface);
            desk = Optional.of(desk(core));
            unrefreshed = Optional.of(core);
        }
        touring = simulated;
        var bench = new Workbench(desk.get(), Texts.load(Wiring.locale(settings.settings())),
                themes, settings, () -> stage,
                new Workbench.Tours(() -> open(true, FIRST_PAGE), () -> open(false, FIRST_PAGE)));
        workbench = Optional.of(bench);
        ShellWindow.fill(stage, bench.view(), themes);
        if (!stage.isShowing()) {
            stage.show();
        }
        oldBench.ifPresent(Workbench::close);
        // An engine that hangs must not hold the window up.
        oldDesk.ifPresent(old -> surface.background().run("close what was open", () -> {
            old.close();
            return true;
        }, _ -> {
        }));
        afterFirstPicture(() -> {
            bench.go(page);
            bench.start();
            unrefreshed.ifPresent(Core::refreshCatalog);
            unrefreshed = Optional.empty();
            settled = true;
            askDesktop(true);
            waiting.ifPresent(bench::review);
            waiting = Optional.empty();
            if (Main.windowRehearsed() && oldBench.isEmpty()) {
                Rehearsal.start(stage, bench, failure -> {
                    LOG.error("The rehearsal failed", failure);
                    System.exit(4);
                });
            }
        });
    }

    private Desk desk(Core core) {
        return new Desk(core.background(), core.machine(), core::catalog, core::lookup, core::facts,
                core::factsChanged, core::factsNotice, core::logins, core.environments(), core.sessions(),
                core.access(), core.layers(), core.jobs(), core.usage(), core.gpuNeeds()::of, core.selfTest(),
                core.doctor(), core::report, core::updates, core::browse,
                (title, words) -> DesktopNotice.show(title, words, surface.env()),
                surface.home(), surface.dirs().data(), commandLine(), core::close);
    }

    /** How another program starts this one: the launcher that started it, or Java with the same class path. */
    private static List<String> commandLine() {
        var launcher = System.getProperty("jpackage.app-path", System.getProperty("slipway.launcher", ""));
        // On Windows the window's own launcher has no console; the one beside it has.
        if (launcher.endsWith(".exe") && Files.exists(Path.of(launcher).resolveSibling("slipway-cli.exe"))) {
            return List.of(Path.of(launcher).resolveSibling("slipway-cli.exe").toString());
        }
        return !launcher.isEmpty() ? List.of(launcher)
                : List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), "dev.slipway.Main");
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

    private void askDesktop(boolean seen) {
        if (seen && settled && LINUX && settings.settings().theme() == Settings.Theme.SYSTEM) {
            scheme.ask();
        }
    }

    /** The desktop's wish is that of the last answer, which may be of an earlier run, until there is a newer one. */
    private void follow(Settings newest) {
        themes.desktopPrefers(newest.desktop().map(wish -> wish == Settings.Theme.DARK ? ColorScheme.DARK
                : ColorScheme.LIGHT));
        themes.use(newest.theme());
    }

    private void changed(Settings newest) {
        follow(newest);
        askDesktop(true);
        if (!Objects.equals(language, newest.language())) {
            language = newest.language();
            workbench.ifPresent(bench -> open(touring, bench.model().pageProperty().get()));
        }
    }

    @Override
    public void close() {
        watching.close();
        workbench.ifPresent(Workbench::close);
        desk.ifPresent(Desk::close);
    }
}
