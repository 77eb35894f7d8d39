package dev.slipway.ui.monitor;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.gpu.Feed;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Session;
import dev.slipway.session.Sessions;
import dev.slipway.session.Usage;
import dev.slipway.session.UsageFeed;
import dev.slipway.ui.kit.Fx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The state of the monitor. FX thread. */
public final class MonitorModel implements AutoCloseable {
    private final UsageFeed feed;
    private final Background background;
    private final Fx fx;
    private final Runnable tour;
    private final MonitorWords words;
    private final ReadOnlyObjectWrapper<MonitorState> state = new ReadOnlyObjectWrapper<>();
    private final List<Subscription> subscriptions;
    private Subscription usageSubscription = () -> {
    };
    private MachineSource.State machine = MachineSource.State.NOTHING;
    private Optional<Usage> usage = Optional.empty();
    private Range range = Range.QUARTER;
    private Optional<String> wanted = Optional.empty();
    private String proposed = MonitorState.ALL;
    private boolean paused;
    private boolean showing;

    /**
     * A monitor over these services.
     *
     * @param tour opens the simulated machine, for those without a GPU
     */
    public MonitorModel(Texts texts, MachineSource machines, Sessions sessions, UsageFeed feed, Background background,
            Fx fx, Runnable tour) {
        this.feed = feed;
        this.background = background;
        this.fx = fx;
        this.tour = tour;
        this.words = new MonitorWords(texts);
        publish();
        subscriptions = List.of(machines.watch(fx.latest(newest -> {
            machine = newest;
            publish();
        })), sessions.watch(fx.latest(this::sessions)));
    }

    ReadOnlyObjectProperty<MonitorState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    private void sessions(List<Session> newest) {
        words.sessions(newest);
        publish();
    }

    private void publish() {
        proposed = words.propose(usage, proposed);
        state.set(words.state(machine, usage, feed.history(), range, paused, wanted.orElse(proposed)));
    }

    /** Looks at one GPU, or at {@link MonitorState#ALL}. Until then it is the one whose sessions hold most. */
    void choose(String uuid) {
        wanted = Optional.of(uuid);
        publish();
    }

    /** Looks further back, or less far. */
    void look(Range wanted) {
        range = wanted;
        publish();
    }

    /** Lets the pictures stand still, or go on. Readings are kept all the while. */
    void pause(boolean still) {
        paused = still;
        publish();
    }

    /** Samples come only while someone can see the page. */
    void setShowing(boolean visible) {
        if (visible == showing) {
            return;
        }
        showing = visible;
        usageSubscription.close();
        usageSubscription = visible ? feed.listen(Feed.Pace.VISIBLE, fx.latest(newest -> {
            if (!paused || usage.isEmpty()) {
                usage = Optional.of(newest);
                publish();
            }
        })) : () -> {
        };
    }

    /** Takes newer pictures even while paused. */
    public void refresh() {
        setShowing(false);
        setShowing(true);
    }

    /** Opens the simulated machine. */
    void takeTour() {
        tour.run();
    }

    /** Writes what the graphs show as a table of comma-separated values; the outcome comes on the FX thread. */
    void export(Path file, Consumer<Path> done, Consumer<Failure> failed) {
        var newest = usage;
        var span = range.span();
        background.run("export " + file.getFileName(), () -> {
            if (newest.isPresent()) {
                new HistoryTable(feed.history(), newest.get(), span).write(file);
            }
            return file;
        }, outcome -> fx.post(() -> {
            switch (outcome) {
                case Outcome.Done<Path>(var written) -> done.accept(written);
                case Outcome.Failed<Path>(var failure) -> failed.accept(failure);
            }
        }));
    }

    @Override
    public void close() {
        setShowing(false);
        subscriptions.forEach(Subscription::close);
    }
}
