package dev.slipway.ui.welcome;

import dev.slipway.base.Bytes;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.machine.Machine;
import dev.slipway.session.Session;
import dev.slipway.session.SessionState;
import dev.slipway.setup.FirstNotebook;
import dev.slipway.ui.kit.LaunchProgress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The first notebook: which it is, and its way from a click to a Jupyter in the browser. FX thread. */
final class NotebookModel implements AutoCloseable {
    private final WelcomeServices services;
    private final ReadOnlyObjectWrapper<NotebookState> state = new ReadOnlyObjectWrapper<>();
    private final Subscription watching;
    private Optional<Machine> judged = Optional.empty();
    private Optional<FirstNotebook> offer = Optional.empty();
    private Optional<FirstNotebook> started = Optional.empty();
    private List<Session> sessions = List.of();
    private boolean answered;
    private boolean ready;
    private boolean opening;
    private boolean opened;
    private String trouble = "";

    /** Nothing is known yet. */
    NotebookModel(WelcomeServices services) {
        this.services = services;
        publish();
        watching = services.sessions().watch(services.fx().<List<Session>>latest(this::learned)::accept);
    }

    ReadOnlyObjectProperty<NotebookState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /**
     * Takes what is known of the machine.
     *
     * @param canRun whether GPU containers were seen to be possible here
     */
    void on(Optional<Machine> machine, boolean canRun) {
        boolean news = canRun != ready;
        ready = canRun;
        if (!machine.equals(judged) || news) {
            judged = machine;
            machine.ifPresent(this::choose);
        }
        publish();
    }

    private void choose(Machine machine) {
        services.background().run("first notebook", () -> {
            var taken = new HashSet<String>();
            services.sessions().list().stream().map(Session::name).forEach(taken::add);
            services.store().list().stream().map(EnvironmentStore.Stored::name).forEach(taken::add);
            return FirstNotebook.of(machine, services.images().table().rows(), taken, services.home());
        }, outcome -> services.fx().post(() -> {
            if (judged.equals(Optional.of(machine))) {
                answered = true;
                switch (outcome) {
                    case Outcome.Done<Optional<FirstNotebook>>(var found) -> offer = found;
                    case Outcome.Failed<Optional<FirstNotebook>>(var failure) -> fail(failure);
                }
                publish();
            }
        }));
    }

    /** Starts it; or opens its Jupyter once more, when it runs already. */
    void open() {
        trouble = "";
        if (started.isPresent() && opened) {
            jupyter();
        } else if (ready && started.isEmpty() && offer.isPresent()) {
            started = offer;
            publish();
            var environment = offer.get().environment();
            services.launches().start(environment, failure -> {
                // The page itself says what went wrong and lets it be tried again under the same name.
                services.sessions().dismiss(environment.name());
                fail(failure);
                forget();
            });
        }
    }

    /** Breaks the launch off; what it made is removed. */
    void cancel() {
        started.ifPresent(it -> services.launches().cancel(it.environment().name()));
        forget();
    }

    private void forget() {
        started = Optional.empty();
        opening = false;
        opened = false;
        publish();
    }

    private void learned(List<Session> newest) {
        sessions = newest;
        if (session().map(Session::state).orElse(null) instanceof SessionState.Running && !opening && !opened) {
            jupyter();
        } else if (opened && session().isEmpty()) {
            forget();
        }
        publish();
    }

    private Optional<Session> session() {
        return started.flatMap(it -> sessions.stream().filter(one -> one.name().equals(it.environment().name()))
                .findFirst());
    }

    private void jupyter() {
        opening = true;
        publish();
        var name = started.orElseThrow().environment().name();
        services.background().run("open the first notebook", () -> services.sessions().jupyter(name), outcome ->
                services.fx().post(() -> {
                    opening = false;
                    opened = true;
                    switch (outcome) {
                        case Outcome.Done<URI>(var address) -> services.browser().open(address);
                        case Outcome.Failed<URI>(var failure) -> fail(failure);
                    }
                    publish();
                }));
    }

    private void fail(Failure failure) {
        if (!(failure instanceof Failure.Cancelled)) {
            trouble = services.texts().of(failure);
        }
    }

    private void publish() {
        var texts = services.texts();
        var shown = started.or(() -> offer);
        var title = shown.map(it -> texts.of("welcome.notebook.title", FirstNotebook.label(it.row()), it.gpu()))
                .orElseGet(() -> texts.of(answered ? "welcome.notebook.none" : "welcome.notebook.looking"));
        var image = shown.map(it -> it.row().entry().reference()).orElse("");
        var kind = kind();
        var progress = kind != NotebookState.Kind.LAUNCHING ? Optional.<LaunchProgress>empty() : Optional.of(
                session().map(Session::state).orElse(null) instanceof SessionState.Preparing launch
                        ? LaunchProgress.of(launch, texts) : new LaunchProgress(-1, ""));
        state.set(new NotebookState(kind, title, detail(kind, shown), image, progress, trouble));
    }

    private NotebookState.Kind kind() {
        if (started.isPresent()) {
            return opening ? NotebookState.Kind.OPENING : opened ? NotebookState.Kind.UP
                    : NotebookState.Kind.LAUNCHING;
        }
        return !answered ? NotebookState.Kind.LOOKING : offer.isEmpty() ? NotebookState.Kind.NONE
                : ready ? NotebookState.Kind.READY : NotebookState.Kind.BLOCKED;
    }

    private String detail(NotebookState.Kind kind, Optional<FirstNotebook> shown) {
        var texts = services.texts();
        return switch (kind) {
            case LOOKING -> "";
            case NONE -> texts.of("welcome.notebook.none.detail");
            case BLOCKED -> texts.of("welcome.notebook.blocked");
            case READY -> {
                var folder = shown.flatMap(it -> it.environment().project()).map(Object::toString).orElse("");
                var row = shown.orElseThrow().row();
                var words = row.local().isPresent() ? texts.of("welcome.notebook.here", folder)
                        : row.entry().compressedBytes()
                                .map(bytes -> texts.of("welcome.notebook.pull", Bytes.inWords(bytes), folder))
                                .orElseGet(() -> texts.of("welcome.notebook.pull-unknown", folder));
                yield !shown.get().addsJupyter() ? words : words + " "
                        + texts.of("welcome.notebook.adds-jupyter");
            }
            case LAUNCHING -> session().map(Session::state).orElse(null) instanceof SessionState.Preparing now
                    ? texts.of(now.step().text()) : texts.of("welcome.notebook.starting");
            case OPENING -> texts.of("welcome.notebook.opening");
            case UP -> texts.of("welcome.notebook.up", shown.orElseThrow().environment().name());
        };
    }

    @Override
    public void close() {
        watching.close();
    }
}
