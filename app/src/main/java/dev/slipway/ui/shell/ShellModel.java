package dev.slipway.ui.shell;

import dev.slipway.base.Bytes;
import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.session.Sessions;
import dev.slipway.session.Usage;
import dev.slipway.session.UsageFeed;
import dev.slipway.ui.kit.Formats;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.SessionColours;
import dev.slipway.ui.kit.StackedBar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The state of the frame: which page shows, and the status line. FX thread, apart from what it is told by services. */
public final class ShellModel implements AutoCloseable {
    private static final Duration COST_EVERY = Duration.ofSeconds(2);

    private final Texts texts;
    private final UsageFeed feed;
    private final Fx fx;
    private final OwnCost cost = new OwnCost();
    private final ReadOnlyStringWrapper page = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<ShellState> state = new ReadOnlyObjectWrapper<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private Subscription usageSubscription = () -> {
    };
    private MachineSource.State machine = MachineSource.State.NOTHING;
    private List<Session> sessions = List.of();
    private Optional<Usage> usage = Optional.empty();
    private Optional<String> costText = Optional.empty();
    private int findings;
    private boolean showing;

    /** A frame over these services. */
    public ShellModel(Texts texts, MachineSource machines, Sessions sessions, UsageFeed feed, Fx fx) {
        this.texts = texts;
        this.feed = feed;
        this.fx = fx;
        publish();
        subscriptions.add(machines.watch(fx.latest(newest -> {
            machine = newest;
            publish();
        })));
        subscriptions.add(sessions.watch(fx.latest(newest -> {
            this.sessions = newest;
            publish();
        })));
    }

    /** The page that shows; empty before the first. */
    public ReadOnlyStringProperty pageProperty() {
        return page.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ShellState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Goes to a page. */
    public void show(String id) {
        page.set(id);
    }

    /** Tells how many problems and warnings the doctor has, for the number beside its page. */
    public void setFindings(int count) {
        findings = count;
        publish();
    }

    /** Samples are asked for only while someone can see the window. */
    void setShowing(boolean visible) {
        if (visible == showing) {
            return;
        }
        showing = visible;
        usageSubscription.close();
        usageSubscription = visible ? feed.listen(Feed.Pace.VISIBLE, fx.latest(this::used)) : () -> {
        };
    }

    private void used(Usage newest) {
        usage = Optional.of(newest);
        cost.percent(COST_EVERY).ifPresent(percent ->
                costText = Optional.of(texts.of("shell.cost", Formats.onePercent(percent))));
        publish();
    }

    private void publish() {
        var first = firstGpu();
        state.set(new ShellState(machine.simulated(), engine(), health(), driver(), first.map(this::memory), bar(),
                costText, running(), findings));
    }

    private int running() {
        return (int) sessions.stream().filter(session -> session.state() instanceof SessionState.Running).count();
    }

    private String engine() {
        if (machine.engine().isPresent()) {
            var info = machine.engine().get();
            var name = info.kind().label() + " " + info.version().major() + "." + info.version().minor();
            return texts.of("shell.engine", name, access(info));
        }
        return texts.of(machine.engines().isEmpty() ? "shell.engine.looking" : "shell.engine.none");
    }

    private String access(EngineInfo info) {
        if (info.gpuAccess().isEmpty()) {
            return texts.of("shell.access.none");
        }
        return info.gpuAccess().stream().sorted().map(access -> texts.of("shell.access." + access.id()))
                .collect(Collectors.joining(", "));
    }

    private ShellState.Health health() {
        return machine.engine()
                .map(info -> hasNvidia() && needsAccess(info) ? ShellState.Health.WARNING : ShellState.Health.GOOD)
                .orElse(machine.engines().isEmpty() ? ShellState.Health.LOOKING : ShellState.Health.BAD);
    }

    private boolean hasNvidia() {
        return machine.inventory().stream().flatMap(inventory -> inventory.gpus().stream())
                .anyMatch(gpu -> gpu.maker() == Gpu.Maker.NVIDIA);
    }

    private static boolean needsAccess(EngineInfo info) {
        return info.gpuAccess().stream().noneMatch(access -> access == GpuAccess.CDI
                || access == GpuAccess.NVIDIA_RUNTIME);
    }

    private String driver() {
        if (machine.inventory().isEmpty()) {
            return texts.of("shell.driver.looking");
        }
        return switch (machine.inventory().get().driver()) {
            case Reading.Value<Driver>(var driver) -> driver.cuda().asOptional()
                    .map(cuda -> texts.of("shell.driver.cuda", shortVersion(driver), cuda))
                    .orElseGet(() -> texts.of("shell.driver", shortVersion(driver)));
            case Reading.Missing<Driver> _ -> texts.of("shell.driver.none");
        };
    }

    private static String shortVersion(Driver driver) {
        var parts = driver.version().text().split("\\.", 3);
        return parts.length < 2 ? parts[0] : parts[0] + "." + parts[1];
    }

    private Optional<Usage.GpuUsage> firstGpu() {
        return usage.flatMap(now -> now.gpus().stream().findFirst());
    }

    private Optional<Gpu> identity(Usage.GpuUsage gpu) {
        return machine.inventory().stream().flatMap(inventory -> inventory.gpus().stream())
                .filter(known -> known.uuid().equals(gpu.sample().uuid())).findFirst();
    }

    private String memory(Usage.GpuUsage gpu) {
        var used = gpu.sample().memoryUsedBytes().map(Bytes::gib).orElse(Formats.NONE);
        var identity = identity(gpu);
        var total = identity.map(Gpu::memoryBytes).map(bytes -> bytes.map(Bytes::gib).orElse(Formats.NONE))
                .orElse(Formats.NONE);
        var name = identity.map(Gpu::shortName).orElse("GPU " + gpu.sample().index());
        return texts.of("shell.memory", name, used, total);
    }

    private List<StackedBar.Part> bar() {
        var gpu = firstGpu();
        var total = gpu.flatMap(this::identity).flatMap(known -> known.memoryBytes().asOptional()).orElse(0L);
        if (gpu.isEmpty() || total <= 0) {
            return List.of();
        }
        var parts = new ArrayList<StackedBar.Part>();
        for (var session : sessions) {
            var bytes = gpu.get().bySession().getOrDefault(session.name(), 0L);
            if (bytes > 0) {
                parts.add(new StackedBar.Part(session.colour(), bytes / (double) total));
            }
        }
        gpu.get().otherBytes().asOptional().filter(bytes -> bytes > 0)
                .ifPresent(bytes -> parts.add(new StackedBar.Part(SessionColours.OTHER, bytes / (double) total)));
        return parts;
    }

    @Override
    public void close() {
        setShowing(false);
        subscriptions.forEach(Subscription::close);
    }
}
