package dev.slipway;

import dev.slipway.access.Access;
import dev.slipway.access.Editors;
import dev.slipway.access.WebPages;
import dev.slipway.base.Background;
import dev.slipway.base.Dirs;
import dev.slipway.base.Installation;
import dev.slipway.base.Release;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.base.UserData;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Download;
import dev.slipway.catalog.FactsKey;
import dev.slipway.catalog.FactsStore;
import dev.slipway.cli.Services;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Report;
import dev.slipway.doctor.SurroundingsReader;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.History;
import dev.slipway.job.Jobs;
import dev.slipway.layer.Indexes;
import dev.slipway.layer.Layers;
import dev.slipway.machine.MachineSource;
import dev.slipway.registry.ImageSource;
import dev.slipway.registry.LiveCatalog;
import dev.slipway.registry.Logins;
import dev.slipway.registry.Registries;
import dev.slipway.registry.TagCache;
import dev.slipway.registry.WebFiles;
import dev.slipway.selftest.SelfTest;
import dev.slipway.selftest.SelfTestStore;
import dev.slipway.session.GpuNeeds;
import dev.slipway.session.Sessions;
import dev.slipway.session.Usage;
import dev.slipway.session.UsageFeed;
import dev.slipway.settings.SettingsStore;
import dev.slipway.update.Updates;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The services of one machine, real or simulated, each made when it is first asked for: a command pays for its own
 * only, and the window paints before anything is probed. Closing closes what was made. Thread-safe.
 *
 * <p>Longer than most classes because every service of the program has its making here.
 */
final class Core implements Services {
    private static final Duration SERVER_PATIENCE = Duration.ofSeconds(20);

    private final Surface surface;
    private final Path data;
    private final Closing closing;
    private final Lazy<MachineSource> machine;
    private final Lazy<Sessions> sessions;
    private final Lazy<GpuNeeds> gpuNeeds;
    private final Lazy<Jobs> jobs;
    private final Lazy<Layers> layers;
    private final Lazy<Feed> feed;
    private final Lazy<UsageFeed> usage;
    private final Lazy<Catalog> catalog;
    private final Lazy<Optional<Registries>> registries;
    private final Function<Supplier<Duration>, Feed> sampler;
    private final BiFunction<Feed, Core, UsageFeed> join;
    private final Lazy<Updates> updates;
    private volatile Optional<Text> factsNotice = Optional.empty();

    /**
     * What does not depend on whether the machine is real.
     *
     * @param home the user's home folder
     * @param env the environment's variables
     */
    record Surface(Dirs dirs, Path home, Map<String, String> env, SettingsStore settings, Texts texts,
            Background background, String version) {
        /** Where the user's environments are kept. */
        Path data() {
            return settings.settings().dataFolder().orElse(dirs.data());
        }
    }

    /**
     * Services over these parts; nothing is made yet.
     *
     * @param data where environments are kept
     * @param registries the registries, where they may be asked
     * @param sampler samples the GPUs at an interval that is asked for before each sample
     * @param join joins samples to the sessions of this core
     */
    Core(Surface surface, Path data, Closing closing, Supplier<MachineSource> machine,
            Supplier<Optional<Registries>> registries, Function<Core, Sessions> sessions,
            Function<Core, Jobs> jobs,
            Function<Supplier<Duration>, Feed> sampler, BiFunction<Feed, Core, UsageFeed> join) {
        this.surface = surface;
        this.data = data;
        this.closing = closing;
        this.machine = new Lazy<>(machine);
        this.registries = new Lazy<>(registries);
        this.catalog = new Lazy<>(this::loadCatalog);
        this.sessions = new Lazy<>(() -> closing.add(sessions.apply(this)));
        this.gpuNeeds = new Lazy<>(() -> new GpuNeeds(data.resolve("gpu-needs"), surface.background()));
        this.jobs = new Lazy<>(() -> closing.add(jobs.apply(this)));
        this.layers = new Lazy<>(() -> new Layers(() -> Indexes.of(surface.settings().settings().indexes()),
                surface.env(), Optional.of(surface.dirs().cache().resolve("layers"))));
        this.sampler = sampler;
        this.join = join;
        this.feed = new Lazy<>(() -> sampler.apply(
                () -> Duration.ofSeconds(surface.settings().settings().samplingSeconds())));
        this.usage = new Lazy<>(() -> join.apply(feed.get(), this));
        this.updates = new Lazy<>(() -> closing.add(makeUpdates()));
    }

    private Updates makeUpdates() {
        var dirs = surface.dirs();
        return new Updates(Release.ofThisBuild(), surface.version(), Installation.ofThisProgram().kind(), dirs.state(),
                dirs.cache().resolve("updates"), new WebFiles(surface.version(), surface.env(), Clock.systemUTC(),
                        SERVER_PATIENCE), surface.env(), Clock.systemUTC());
    }

    /** The facts in use, with what the registries told before; none is asked now. */
    private Catalog loadCatalog() {
        var inUse = facts().load();
        factsNotice = inUse.notice();
        var bundled = inUse.catalog();
        return registries.get().<Catalog>map(source -> new LiveCatalog(bundled,
                new TagCache(surface.dirs().cache().resolve("registry")), source, Clock.systemUTC())).orElse(bundled);
    }

    /** The catalogue is made anew when it is next asked for, since other facts are in use. */
    void factsChanged() {
        catalog.forget();
    }

    @Override
    public Optional<Text> factsNotice() {
        catalog();
        return factsNotice;
    }

    /** Asks registries whose facts are older than a day, in the background; what fails is tried at the next start. */
    void refreshCatalog() {
        closing.add(surface.background().run("refresh catalogue", () ->
                catalog() instanceof LiveCatalog live ? live.refreshOld() : null, _ -> {
                })::cancel);
    }

    Dirs dirs() {
        return surface.dirs();
    }

    SettingsStore settings() {
        return surface.settings();
    }

    Background background() {
        return surface.background();
    }

    /** Samples of the GPUs at the interval of the settings. */
    Feed feed() {
        return feed.get();
    }

    /** GPU use joined to sessions, at the interval of the settings. */
    UsageFeed usage() {
        return usage.get();
    }

    @Override
    public Texts texts() {
        return surface.texts();
    }

    @Override
    public MachineSource machine() {
        return machine.get();
    }

    @Override
    public Catalog catalog() {
        return catalog.get();
    }

    @Override
    public FactsStore facts() {
        var keys = new FactsStore.Keys(FactsKey.own(), surface.dirs().config().resolve("facts-keys"));
        return new FactsStore(data.resolve("facts"), keys, registries.get().<Download>map(it -> it)
                .orElseGet(Download::none), Clock.systemUTC());
    }

    @Override
    public Optional<ImageSource> lookup() {
        return registries.get().map(ImageSource.class::cast);
    }

    @Override
    public Optional<Logins> logins() {
        return registries.get().map(Logins.class::cast);
    }

    @Override
    public Layers layers() {
        return layers.get();
    }

    @Override
    public EnvironmentStore environments() {
        return new EnvironmentStore(data, surface.home());
    }

    @Override
    public Sessions sessions() {
        return sessions.get();
    }

    @Override
    public Access access() {
        return new Access(Wiring.ssh(surface), new Editors(System.getProperty("os.name", ""), surface.env(),
                surface.home()), new WebPages());
    }

    @Override
    public GpuNeeds gpuNeeds() {
        return gpuNeeds.get();
    }

    @Override
    public Jobs jobs() {
        return jobs.get();
    }

    /** GPU use at the interval of the settings, for one that may never ask: nothing is made before it listens. */
    UsageFeed usageWhenAsked() {
        return new UsageFeed() {
            @Override
            public Subscription listen(Feed.Pace pace, Consumer<Usage> listener) {
                return usage().listen(pace, listener);
            }

            @Override
            public History history() {
                return usage().history();
            }
        };
    }

    @Override
    public UsageFeed usage(Duration interval) {
        return join.apply(sampler.apply(() -> interval), this);
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(sessions(), machine(), new SelfTestStore(data.resolve("selftests")), Clock.systemUTC());
    }

    @Override
    public Doctor doctor() {
        return new Doctor(machine(), new SurroundingsReader(Path.of("/"), surface.env(),
                System.getProperty("user.name", "")));
    }

    @Override
    public Report report() {
        return new Report(surface.version(), surface.home().toString(), System.getProperty("user.name", ""),
                HostName.read(surface.env()));
    }

    @Override
    public UserData userData() {
        // A simulated machine owns nothing but what was saved while it was shown.
        return data.equals(surface.data()) ? UserData.of(surface.dirs(), data) : UserData.in(data);
    }

    @Override
    public Updates updates() {
        return updates.get();
    }

    @Override
    public boolean browse(URI address) {
        return SystemBrowser.open(address, surface.env());
    }

    @Override
    public void close() {
        closing.close();
        surface.settings().close();
    }

    /** A value that is made when it is first asked for. */
    private static final class Lazy<T> {
        private final Supplier<T> make;
        private T value;

        Lazy(Supplier<T> make) {
            this.make = make;
        }

        synchronized T get() {
            if (value == null) {
                value = make.get();
            }
            return value;
        }

        synchronized void forget() {
            value = null;
        }
    }
}
