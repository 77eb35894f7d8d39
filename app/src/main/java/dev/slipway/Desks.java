package dev.slipway;

import dev.slipway.base.Background;
import dev.slipway.base.Dirs;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.Catalog;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Report;
import dev.slipway.doctor.SurroundingsReader;
import dev.slipway.engine.docker.DockerEngines;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.gpu.FirstOf;
import dev.slipway.gpu.Sampler;
import dev.slipway.gpu.SmiSource;
import dev.slipway.gpu.nvml.NvmlSource;
import dev.slipway.gpu.oshi.OshiHost;
import dev.slipway.gpu.oshi.OshiSource;
import dev.slipway.machine.LiveMachine;
import dev.slipway.session.EngineSessions;
import dev.slipway.session.LiveUsage;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.tour.Tour;
import dev.slipway.ui.shell.Desk;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes what a window works with. Nothing here blocks: every part looks around when it is first asked. */
final class Desks {
    private static final Duration TOUR_PACE = Duration.ofMillis(700);

    private final Dirs dirs;
    private final Path home;
    private final SettingsStore settings;
    private final Background background;
    private final Supplier<Catalog> catalog;

    Desks(Dirs dirs, Path home, SettingsStore settings, Background background) {
        this.dirs = dirs;
        this.home = home;
        this.settings = settings;
        this.background = background;
        this.catalog = new Once<>(BundledCatalog::load);
    }

    /** This machine. */
    Desk real() {
        var gpus = new FirstOf(List.of(new NvmlSource(), new SmiSource()), new OshiSource());
        var machine = new LiveMachine(gpus, new OshiHost(), DockerEngines.ofThisMachine(background),
                () -> settings.settings().engine(), this::keepEngine, background);
        var sampler = new Sampler(gpus, this::interval);
        var sessions = new EngineSessions(machine, background);
        var data = settings.settings().dataFolder().orElse(dirs.data());
        return new Desk(background, machine, catalog, new EnvironmentStore(data, home), sessions,
                new LiveUsage(sampler, sessions, machine, background), doctor(machine), report(), new WebBrowser()::open,
                home, commandLine(), () -> {
                    sampler.close();
                    sessions.close();
                    machine.close();
                });
    }

    /** The tour's machine. What is saved in it goes into the cache folder and never meets the user's own. */
    Desk tour() {
        var tour = new Tour(Clock.systemUTC(), System::nanoTime, TOUR_PACE);
        var sampler = new Sampler(tour.gpus(), this::interval);
        return new Desk(background, tour.machine(), catalog, new EnvironmentStore(dirs.cache().resolve("tour"), home),
                tour.sessions(), tour.usage(sampler), doctor(tour.machine()), report(), new WebBrowser()::open, home,
                commandLine(), sampler::close);
    }

    private Duration interval() {
        return Duration.ofSeconds(settings.settings().samplingSeconds());
    }

    private void keepEngine(String address) {
        settings.change(old -> new Settings(old.language(), old.theme(), Optional.of(address), old.dataFolder(),
                old.samplingSeconds(), old.window()));
    }

    private static Doctor doctor(dev.slipway.machine.MachineSource machine) {
        return new Doctor(machine,
                new SurroundingsReader(Path.of("/"), System.getenv(), System.getProperty("user.name", "")));
    }

    private Report report() {
        var version = Optional.ofNullable(Desks.class.getPackage().getImplementationVersion()).orElse("dev");
        return new Report(version, home.toString(), System.getProperty("user.name", ""),
                Optional.ofNullable(System.getenv("HOSTNAME")).orElse(""));
    }

    /** How another program starts this one: the launcher that started it, or Java with the same class path. */
    private static List<String> commandLine() {
        var launcher = System.getProperty("jpackage.app-path", System.getProperty("slipway.launcher", ""));
        if (!launcher.isEmpty()) {
            return List.of(launcher);
        }
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "dev.slipway.Main");
    }

    /** Makes a value when it is first wanted, once. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> maker;
        private T value;

        private Once(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public synchronized T get() {
            if (value == null) {
                value = maker.get();
            }
            return value;
        }
    }
}
