package dev.slipway;

import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Glyphs;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.shell.Desk;
import dev.slipway.ui.shell.Frame;
import dev.slipway.ui.shell.Place;
import dev.slipway.ui.shell.Rehearsal;
import dev.slipway.ui.shell.RestingPulse;
import dev.slipway.ui.shell.ShellWindow;
import dev.slipway.ui.shell.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.shape.Rectangle;
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
    private final Themes themes;
    private final Fx fx = Fx.platform();
    private final Subscription watching;
    private final DesktopScheme scheme;
    private String language;
    private Texts texts;
    private boolean touring;
    private boolean painted;
    private boolean settled;
    private Optional<Path> waiting = Optional.empty();
    private Optional<Frame> frame = Optional.empty();
    private Optional<Coming> coming = Optional.empty();
    private Optional<Desk> desk = Optional.empty();
    private Optional<Workbench> workbench = Optional.empty();

    /** The services of this machine or of the simulated one, all that a window works with. */
    private record Services(Core core, Desk desk) {
        /** Makes them, which takes a while; nothing is probed. Any thread but JavaFX's. */
        static Services of(Core.Surface surface, boolean simulated) {
            var core = simulated ? Wiring.tour(surface) : Wiring.live(surface);
            return new Services(core, Windows.desk(surface, core));
        }
    }

    /** Services for the window, and the page that it is to show of them. */
    private record Coming(Services services, String page) {
    }

    /** A window that is not shown yet. */
    Windows(Stage stage, Core.Surface surface) {
        this.stage = stage;
        this.surface = surface;
        this.settings = surface.settings();
        this.language = settings.settings().language();
        this.texts = surface.texts();
        this.themes = new Themes(settings.settings());
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
        var page = welcome ? "welcome" : FIRST_PAGE;
        var first = new Frame(texts, Place.ALL);
        first.choose(page);
        frame = Optional.of(first);
        ShellWindow.fill(stage, first, themes);
        stage.show();
        // Not before: it would take a processor from what paints. It is done by the time that the picture is drawn.
        surface.background().run("icons", () -> {
            Glyphs.prepare();
            return true;
        }, _ -> {
        });
        open(startTour, page);
        afterFirstPicture(() -> {
            painted = true;
            themes.complete();
            ShellWindow.bringInReach(stage);
            enter();
            RestingPulse.begin();
        });
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

    private void open(boolean simulated) {
        open(simulated, FIRST_PAGE);
    }

    /** Has the services of this machine or of the simulated one made, and then shows a page of theirs. */
    private void open(boolean simulated, String page) {
        touring = simulated;
        surface.background().run("services", () -> Services.of(surface, simulated), outcome -> fx.post(() -> {
            switch (outcome) {
                case Outcome.Done<Services>(var made) -> {
                    coming = Optional.of(new Coming(made, page));
                    enter();
                }
                case Outcome.Failed<Services>(var failure) ->
                        throw new IllegalStateException("No services: " + failure.name());
            }
        }));
    }

    /** Takes services into use, once they are there and the window has been painted. */
    private void enter() {
        if (!painted || coming.isEmpty()) {
            return;
        }
        var made = coming.get().services();
        var page = coming.get().page();
        coming = Optional.empty();
        var old = desk;
        desk = Optional.of(made.desk());
        fill(page);
        made.core().refreshCatalog();
        // An engine that hangs must not hold the window up.
        old.ifPresent(it -> surface.background().run("close what was open", () -> {
            it.close();
            return true;
        }, _ -> {
        }));
    }

    private void fill(String page) {
        var old = workbench;
        var inside = frame.orElseGet(() -> {
            var next = new Frame(texts, Place.ALL);
            ShellWindow.fill(stage, next, themes);
            return next;
        });
        frame = Optional.empty();
        var bench = new Workbench(desk.orElseThrow(), inside, texts, themes, settings, () -> stage,
                new Workbench.Tours(() -> open(true), () -> open(false)));
        workbench = Optional.of(bench);
        bench.view().bindKeys(stage.getScene());
        old.ifPresent(Workbench::close);
        bench.go(page);
        bench.start();
        ShellWindow.decorate(stage);
        settled = true;
        askDesktop(true);
        waiting.ifPresent(bench::review);
        waiting = Optional.empty();
        if (Main.windowRehearsed() && old.isEmpty()) {
            Rehearsal.start(stage, bench, failure -> {
                LOG.error("The rehearsal failed", failure);
                System.exit(4);
            });
        }
    }

    private static Desk desk(Core.Surface surface, Core core) {
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

    /**
     * A picture that is drawn by software comes onto the screen by this thread, once another has drawn it; what runs
     * here meanwhile would keep it waiting. JavaFX does not tell when that is, but it draws one picture after the other:
     * when a second one is done, which nobody sees, the first waits in front of whatever is posted then.
     */
    private void afterFirstPicture(Runnable action) {
        var scene = stage.getScene();
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                fx.post(() -> {
                    new Rectangle(1, 1).snapshot(null, null);
                    fx.post(action);
                });
            }
        });
    }

    private void askDesktop(boolean seen) {
        if (seen && settled && LINUX && settings.settings().theme() == Settings.Theme.SYSTEM) {
            scheme.ask();
        }
    }

    /** The desktop's wish is that of the last answer, which may be of an earlier run, until there is a newer one. */
    private void changed(Settings newest) {
        themes.follow(newest);
        askDesktop(true);
        if (!Objects.equals(language, newest.language())) {
            language = newest.language();
            texts = Texts.load(Wiring.locale(newest));
            workbench.ifPresent(bench -> fill(bench.model().pageProperty().get()));
        }
    }

    @Override
    public void close() {
        watching.close();
        coming.ifPresent(made -> made.services().desk().close());
        workbench.ifPresent(Workbench::close);
        desk.ifPresent(Desk::close);
    }
}
