package dev.slipway;

import dev.slipway.access.Ssh;
import dev.slipway.base.Background;
import dev.slipway.base.Dirs;
import dev.slipway.base.Texts;
import dev.slipway.engine.docker.DockerEngines;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.gpu.FirstOf;
import dev.slipway.gpu.GpuSource;
import dev.slipway.gpu.Sampler;
import dev.slipway.gpu.SmiSource;
import dev.slipway.gpu.nvml.NvmlSource;
import dev.slipway.gpu.oshi.OshiHost;
import dev.slipway.gpu.oshi.OshiSource;
import dev.slipway.job.EngineJobs;
import dev.slipway.job.JobStore;
import dev.slipway.machine.LiveMachine;
import dev.slipway.registry.Credentials;
import dev.slipway.registry.Keyring;
import dev.slipway.registry.Mirrors;
import dev.slipway.registry.Registries;
import dev.slipway.session.EngineSessions;
import dev.slipway.session.LiveUsage;
import dev.slipway.settings.Settings;
import dev.slipway.settings.SettingsStore;
import dev.slipway.tour.Tour;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The one composition root: the only place that names implementations. */
final class Wiring {
    /** Slow enough to be seen in a window, quick enough not to bore. */
    private static final Duration TOUR_PACE = Duration.ofMillis(400);

    private Wiring() {
    }

    /** What every core needs of this run of the window: the user's folders and settings. */
    static Core.Surface surface(Map<String, String> env, Optional<Locale> language) {
        return surface(env, language, Background.virtualThreads());
    }

    /** What every core needs of this run of the program, with where its blocking work is done. */
    static Core.Surface surface(Map<String, String> env, Optional<Locale> language, Background background) {
        var home = Path.of(System.getProperty("user.home"));
        var dirs = Dirs.of(env, System.getProperty("os.name", ""), home);
        var settings = new SettingsStore(dirs.config(), background, Clock.systemUTC());
        return new Core.Surface(dirs, home, env, settings,
                Texts.load(language.orElseGet(() -> locale(settings.settings()))), background, version());
    }

    /** The language of the settings; the system's unless another was chosen. */
    static Locale locale(Settings settings) {
        return settings.language().equals("system") ? Texts.systemLocale(Locale.getDefault(), System.getenv())
                : Locale.forLanguageTag(settings.language());
    }

    /** Slipway's version, as the build wrote it. */
    static String version() {
        var version = Wiring.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The services of this machine. */
    static Core live(Core.Surface surface) {
        // Java looks at this once, when a proxy is first asked for; whoever starts Java may have set it.
        if (System.getProperty("java.net.useSystemProxies") == null) {
            System.setProperty("java.net.useSystemProxies", "true");
        }
        // The same holds for passwords of proxies that lead to HTTPS.
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
        var closing = new Closing();
        var gpus = new Shared(closing);
        var settings = surface.settings();
        // One for all: a login that no keyring takes is known to look-ups and pulls alike while this run lasts.
        var keyring = Keyring.ofThisUser(surface.env(), surface.home(), surface.dirs().config().resolve("logins"));
        return new Core(surface, surface.data(), closing,
                () -> closing.add(new LiveMachine(gpus.get(), new OshiHost(),
                        DockerEngines.ofThisMachine(surface.background(), new Credentials(keyring)),
                        () -> settings.settings().engine(),
                        address -> settings.change(old -> old.withEngine(Optional.of(address))), surface.background())),
                () -> Optional.of(closing.add(new Registries(surface.version(), surface.env(), keyring,
                        () -> Mirrors.of(settings.settings().mirrors()), Clock.systemUTC()))),
                core -> new EngineSessions(core.machine(), surface.background(), Caller.current(),
                        image -> Mirrors.of(settings.settings().mirrors()).rewrite(image), core.layers(),
                        ssh(surface)::arrived),
                core -> new EngineJobs(core.sessions(), core.usageWhenAsked(), new JobStore(surface.dirs().state()),
                        () -> settings.settings().jobsKept(), surface.background(), Clock.systemUTC()),
                interval -> closing.add(new Sampler(gpus.get(), interval)),
                (feed, core) -> new LiveUsage(feed, core.sessions(), core.machine(), surface.background(),
                        core.gpuNeeds()::see));
    }

    /** Keys stay in the user's own folder, wherever environments are kept. */
    static Ssh ssh(Core.Surface surface) {
        return new Ssh(surface.dirs().data().resolve("ssh"), surface.home().resolve(".ssh"), surface.env());
    }

    /** The services of the tour's simulated machine. */
    static Core tour(Core.Surface surface) {
        var closing = new Closing();
        var tour = new Tour(Clock.systemDefaultZone(), System::nanoTime, TOUR_PACE);
        // What is saved in the tour never meets the user's own.
        return new Core(surface, surface.dirs().cache().resolve("tour"), closing, tour::machine,
                Optional::empty, _ -> tour.sessions(), _ -> tour.jobs(),
                interval -> closing.add(new Sampler(tour.gpus(), interval)), (feed, _) -> tour.usage(feed));
    }

    /** The one source of GPUs that the machine and every sampler share. */
    private static final class Shared {
        private final Closing closing;
        private GpuSource source;

        Shared(Closing closing) {
            this.closing = closing;
        }

        synchronized GpuSource get() {
            if (source == null) {
                source = closing.add(new FirstOf(List.of(new NvmlSource(), new SmiSource()), new OshiSource()));
            }
            return source;
        }
    }
}
