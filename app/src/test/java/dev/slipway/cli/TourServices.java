package dev.slipway.cli;

import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.base.UserData;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Download;
import dev.slipway.catalog.FactsStore;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Report;
import dev.slipway.doctor.SurroundingsReader;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.job.Jobs;
import dev.slipway.layer.Layers;
import dev.slipway.machine.MachineSource;
import dev.slipway.registry.ImageSource;
import dev.slipway.registry.Logins;
import dev.slipway.selftest.SelfTest;
import dev.slipway.selftest.SelfTestStore;
import dev.slipway.session.Sessions;
import dev.slipway.session.UsageFeed;
import dev.slipway.tour.Tour;
import dev.slipway.update.Updates;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The services of the simulated machine, or of another one. */
final class TourServices implements Services {
    private final Tour tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
    private final MachineSource machine;
    private final Path folder;
    final List<URI> opened = new ArrayList<>();
    private final Sessions sessions = tour.sessions();
    Optional<ImageSource> lookup = Optional.empty();
    Optional<Logins> logins = Optional.empty();
    Supplier<Updates> updates;
    boolean closed;

    TourServices(Path folder) {
        this.folder = folder;
        this.machine = tour.machine();
    }

    TourServices(Path folder, MachineSource machine) {
        this.folder = folder;
        this.machine = machine;
    }

    @Override
    public Texts texts() {
        return Texts.load(Locale.ENGLISH);
    }

    @Override
    public MachineSource machine() {
        return machine;
    }

    @Override
    public Layers layers() {
        return new Layers();
    }

    @Override
    public Catalog catalog() {
        return BundledCatalog.load();
    }

    @Override
    public FactsStore facts() {
        return new FactsStore(folder.resolve("data/facts"), new FactsStore.Keys(Optional.empty(),
                folder.resolve("config/facts-keys")), Download.none(), Clock.systemUTC());
    }

    @Override
    public Optional<Text> factsNotice() {
        return facts().load().notice();
    }

    @Override
    public Optional<ImageSource> lookup() {
        return lookup;
    }

    @Override
    public Optional<Logins> logins() {
        return logins;
    }

    @Override
    public EnvironmentStore environments() {
        return new EnvironmentStore(folder.resolve("data"), folder);
    }

    @Override
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public dev.slipway.session.GpuNeeds gpuNeeds() {
        return new dev.slipway.session.GpuNeeds(folder.resolve("gpu-needs"),
                dev.slipway.base.Background.sameThread());
    }

    @Override
    public dev.slipway.access.Access access() {
        // Whatever it is asked for, the tour's sessions say that they are simulated.
        var nowhere = java.nio.file.Path.of("/nonexistent");
        return new dev.slipway.access.Access(new dev.slipway.access.Ssh(nowhere, nowhere, java.util.Map.of()),
                new dev.slipway.access.Editors("linux", java.util.Map.of(), nowhere),
                new dev.slipway.access.WebPages());
    }

    @Override
    public Jobs jobs() {
        return tour.jobs();
    }

    @Override
    public UsageFeed usage(Duration interval) {
        return tour.usage(tour.still());
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(sessions, machine, new SelfTestStore(folder.resolve("data/selftests")), Clock.systemUTC());
    }

    @Override
    public Doctor doctor() {
        return new Doctor(machine, new SurroundingsReader(folder, Map.of(), "mia"));
    }

    @Override
    public Report report() {
        return new Report("1.0", "/home/mia", "mia", "lab-7");
    }

    @Override
    public UserData userData() {
        return UserData.in(folder.resolve("data"));
    }

    @Override
    public Updates updates() {
        return updates.get();
    }

    @Override
    public boolean browse(URI address) {
        return opened.add(address);
    }

    @Override
    public void close() {
        closed = true;
    }
}
