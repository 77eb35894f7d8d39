package dev.slipway.ui.machine;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.gpu.Feed;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Session;
import dev.slipway.session.Sessions;
import dev.slipway.session.Usage;
import dev.slipway.session.UsageFeed;
import dev.slipway.ui.kit.Fx;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The state of the page of this machine. FX thread. */
public final class MachineModel implements AutoCloseable {
    private final MachineSource machines;
    private final UsageFeed feed;
    private final Background background;
    private final Fx fx;
    private final Advisor advisor;
    private final Doors doors;
    private final MachineWords words;
    private final ReadOnlyObjectWrapper<MachineState> state = new ReadOnlyObjectWrapper<>();
    private final List<Subscription> subscriptions;
    private Subscription usageSubscription = () -> {
    };
    private MachineSource.State known = MachineSource.State.NOTHING;
    private Optional<Machine> judged = Optional.empty();
    private Advisor.Answer said = Advisor.NOTHING;
    private Optional<Usage> usage = Optional.empty();
    private boolean showing;

    /** A page over these services. */
    public MachineModel(Texts texts, MachineSource machines, Sessions sessions, UsageFeed feed, Background background,
            Fx fx, Advisor advisor, Doors doors) {
        this.machines = machines;
        this.feed = feed;
        this.background = background;
        this.fx = fx;
        this.advisor = advisor;
        this.doors = doors;
        this.words = new MachineWords(texts);
        publish();
        subscriptions = List.of(machines.watch(fx.latest(this::learned)), sessions.watch(fx.latest(this::sessions)));
    }

    ReadOnlyObjectProperty<MachineState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    private void learned(MachineSource.State newest) {
        known = newest;
        var machine = newest.machine();
        if (!machine.equals(judged)) {
            judged = machine;
            said = Advisor.NOTHING;
            machine.ifPresent(this::ask);
        }
        publish();
    }

    private void ask(Machine machine) {
        background.run("advice", () -> advisor.about(machine),
                outcome -> fx.post(() -> {
                    if (outcome instanceof Outcome.Done<Advisor.Answer>(var answer)
                            && judged.equals(Optional.of(machine))) {
                        said = answer;
                        publish();
                    }
                }));
    }

    private void sessions(List<Session> newest) {
        words.sessions(newest);
        publish();
    }

    private void publish() {
        state.set(words.state(known, usage, said, feed.history()));
    }

    /** Samples come only while someone can see the page. */
    void setShowing(boolean visible) {
        if (visible == showing) {
            return;
        }
        showing = visible;
        if (visible && !said.equals(Advisor.NOTHING)) {
            // Images may have been pulled or removed since.
            judged.ifPresent(this::ask);
        }
        usageSubscription.close();
        usageSubscription = visible ? feed.listen(Feed.Pace.VISIBLE, fx.latest(newest -> {
            usage = Optional.of(newest);
            publish();
        })) : () -> {
        };
    }

    /** Looks at everything anew. */
    public void refresh() {
        background.run("look at the machine", machines::probe, _ -> fx.post(() -> judged.ifPresent(this::ask)));
    }

    /** Goes where a notice's button leads. */
    void enter(MachineState.Door door) {
        switch (door) {
            case IMAGES -> doors.images().run();
            case DOCTOR -> doors.doctor().run();
            case TOUR -> doors.tour().run();
        }
    }

    /** Starts a new environment with the suggested image. */
    void startNext() {
        state.get().next().ifPresent(next -> doors.launch().accept(next.image()));
    }

    /** Makes the report and hands it to {@code whenDone} on the FX thread, or what went wrong to {@code failed}. */
    void report(Consumer<String> whenDone, Consumer<Failure> failed) {
        background.run("machine report", doors.report(), outcome -> fx.post(() -> {
            switch (outcome) {
                case Outcome.Done<String>(var text) -> whenDone.accept(text);
                case Outcome.Failed<String>(var failure) -> failed.accept(failure);
            }
        }));
    }

    @Override
    public void close() {
        setShowing(false);
        subscriptions.forEach(Subscription::close);
    }
}
