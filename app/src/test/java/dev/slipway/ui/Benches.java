package dev.slipway.ui;

import dev.slipway.access.Access;
import dev.slipway.access.Editors;
import dev.slipway.access.Ssh;
import dev.slipway.access.WebPages;
import dev.slipway.base.Background;
import dev.slipway.base.Texts;
import dev.slipway.base.Installation;
import dev.slipway.base.Release;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.Download;
import dev.slipway.catalog.FactsStore;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Report;
import dev.slipway.doctor.SurroundingsReader;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.layer.Layers;
import dev.slipway.machine.MachineSource;
import dev.slipway.registry.ImageSource;
import dev.slipway.registry.Logins;
import dev.slipway.registry.Registries;
import dev.slipway.selftest.SelfTest;
import dev.slipway.selftest.SelfTestStore;
import dev.slipway.session.Sessions;
import dev.slipway.session.UsageFeed;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.tour.Tour;
import dev.slipway.ui.kit.Themes;
import dev.slipway.ui.shell.Desk;
import dev.slipway.ui.shell.Frame;
import dev.slipway.ui.shell.Place;
import dev.slipway.ui.shell.Workbench;
import dev.slipway.update.Maker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.stage.Stage;

/** The whole window over the tour, as tests and pictures want it. */
public final class Benches {
    /** What was asked of the world outside. */
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /** The settings behind the window. */
    public final SettingsStore settings;
    private final Path folder;

    /** A window whose files lie below {@code folder}. */
    public Benches(Path folder) {
        this.folder = folder;
        this.settings = new SettingsStore(folder.resolve("config"), Background.sameThread(), Clock.systemUTC());
    }

    /** The whole window over the tour, not on any page yet; to be called on the FX thread. */
    public Workbench bench(Stage stage, Settings.Theme theme, Locale language) {
        var tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
        return bench(stage, theme, language, tour.machine(), tour.sessions(), tour.usage(tour.still()));
    }

    /** The same, asking real registries for images that the catalogue does not know. */
    public Workbench bench(Stage stage, Settings.Theme theme, Locale language, Registries registries) {
        var tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
        return bench(stage, theme, language, tour.machine(), tour.sessions(), tour.usage(tour.still()),
                Optional.of(registries));
    }

    /** The same over another machine. */
    public Workbench bench(Stage stage, Settings.Theme theme, Locale language, MachineSource machine,
            Sessions sessions, UsageFeed usage) {
        return bench(stage, theme, language, machine, sessions, usage, Optional.empty());
    }

    private Workbench bench(Stage stage, Settings.Theme theme, Locale language, MachineSource machine,
            Sessions sessions, UsageFeed usage, Optional<Registries> registries) {
        var themes = new Themes(Settings.DEFAULT.withTheme(theme));
        var desk = new Desk(Background.virtualThreads(), machine, BundledCatalog::load,
                () -> registries.map(ImageSource.class::cast),
                () -> new FactsStore(folder.resolve("facts"), new FactsStore.Keys(Optional.empty(),
                        folder.resolve("keys")), Download.none(), Clock.systemUTC()),
                () -> asked.add("other facts"), Optional::empty, () -> registries.map(Logins.class::cast),
                new EnvironmentStore(folder.resolve("data"), folder), sessions,
                new Access(new Ssh(folder.resolve("ssh"), folder.resolve(".ssh"), Map.of()),
                        new Editors("linux", Map.of(), folder), new WebPages()), new Layers(),
                new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO).jobs(), usage, _ -> Optional.empty(),
                new SelfTest(sessions, machine, new SelfTestStore(folder.resolve("selftests")), Clock.systemUTC()),
                new Doctor(machine, new SurroundingsReader(folder, Map.of(), "user")),
                () -> new Report("0", "/nowhere", "", ""), () -> Maker.updates(folder,
                        new Release(Optional.empty(), Optional.empty()), Installation.Kind.BUILD),
                address -> asked.add(address.toString()), (title, words) -> asked.add(title + words), folder,
                folder.resolve("data"), List.of("slipway"), () -> asked.add("closed"));
        return new Workbench(desk, new Frame(Texts.load(language), Place.ALL), Texts.load(language), themes, settings,
                () -> stage, new Workbench.Tours(() -> asked.add("take"), () -> asked.add("leave")));
    }
}
