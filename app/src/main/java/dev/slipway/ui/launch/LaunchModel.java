package dev.slipway.ui.launch;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentFile;
import dev.slipway.environment.Extras;
import dev.slipway.environment.LaunchInputs;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.environment.Naming;
import dev.slipway.gpu.Feed;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;

/** The form for an environment. FX thread. One model is one opened form. */
public final class LaunchModel implements AutoCloseable {
    private final LaunchServices services;
    private final LaunchCheck check;
    private final LaunchRequest request;
    private final LaunchFields fields;
    private final ReadOnlyObjectWrapper<LaunchState> state;
    private final ReadOnlyObjectWrapper<Optional<Failure>> failure = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Clash> clash = new ReadOnlyObjectWrapper<>(Clash.NONE);
    private final ReadOnlyBooleanWrapper unreadable = new ReadOnlyBooleanWrapper();
    private final Subscription watching;
    private final Subscription sampling;

    private Optional<LaunchBasis> basis = Optional.empty();
    private Optional<Usage> usage = Optional.empty();
    private Optional<String> replacing = Optional.empty();
    private int round;

    /** A form for what is asked. */
    public LaunchModel(LaunchServices services, LaunchRequest request) {
        this.services = services;
        this.request = request;
        this.check = new LaunchCheck(services.texts());
        this.fields = new LaunchFields(services.home(), services.texts(), this::recheck);
        this.state = new ReadOnlyObjectWrapper<>(LaunchState.waiting(services.texts().of("launch.waiting")));
        title.set(services.texts().of(request instanceof LaunchRequest.Review ? "launch.title.review"
                : request instanceof LaunchRequest.Edit ? "launch.title.edit" : "launch.title"));
        if (request instanceof LaunchRequest.Review(var file)) {
            look(file);
        }
        this.watching = services.machines().watch(services.fx().<MachineSource.State>latest(this::prepare)::accept);
        this.sampling = services.usage().listen(Feed.Pace.VISIBLE, services.fx().<Usage>latest(this::showFree)::accept);
    }

    /** A file that is wrong is told of at once, whatever is still to be found out about the machine. */
    private void look(Path file) {
        services.background().run("look into " + file, () -> services.store().read(file), outcome ->
                services.fx().post(() -> {
                    if (outcome instanceof Outcome.Failed<Environment>(var why)) {
                        failure.set(Optional.of(why));
                        unreadable.set(true);
                    }
                }));
    }

    private void prepare(MachineSource.State now) {
        if (now.machine().isEmpty()) {
            return;
        }
        services.background().run("prepare form", () ->
                LaunchBasis.read(services, request, now.machine().get()), outcome -> services.fx().post(() -> {
                    switch (outcome) {
                        case Outcome.Done<LaunchBasis>(var value) -> fill(value);
                        case Outcome.Failed<LaunchBasis>(var why) -> failure.set(Optional.of(why));
                    }
                }));
    }

    private void fill(LaunchBasis with) {
        boolean first = basis.isEmpty();
        basis = Optional.of(with);
        if (first) {
            fields.fill(with.machine().nvidiaGpus(), with.image().orElse(""), with.given());
            clash.set(with.clash());
            replacing = with.given().map(Environment::name).filter(_ -> with.clash() == Clash.SAME);
            usage.ifPresent(fields::showFree);
        }
        recheck();
    }

    private void showFree(Usage newest) {
        boolean first = usage.isEmpty();
        usage = Optional.of(newest);
        fields.showFree(newest);
        if (first) {
            recheck();
        }
    }

    private LaunchForm form() {
        return fields.form(basis.flatMap(LaunchBasis::given).filter(_ -> request instanceof LaunchRequest.Edit)
                .map(Environment::name).or(() -> replacing), basis.flatMap(LaunchBasis::given).map(Environment::extras)
                .orElse(Extras.NONE));
    }

    /** Judges the image, lets the untouched fields follow, and asks the plan. */
    private void recheck() {
        if (basis.isEmpty()) {
            return;
        }
        var on = basis.get();
        var row = on.images().one(imageProperty().get().strip());
        fields.follow(row, on.taken());
        var form = form();
        int mine = ++round;
        var now = usage;
        services.background().run("check form", () -> check.check(form, on.machine(), row,
                LaunchInputs.preview(form.environment()), on.taken()).with(now.flatMap(seen ->
                        on.room(form.environment(), seen, services.gpuNeed())).map(services.texts()::of)),
                outcome -> services.fx().post(() -> {
                    if (mine == round && outcome instanceof Outcome.Done<LaunchState>(var value)) {
                        state.set(value);
                    }
                }));
    }

    /** Starts it; the form is done then. */
    public void start() {
        if (state.get().canStart()) {
            var environment = form().environment();
            services.launches().start(environment);
            done.set(true);
            services.started().accept(environment.name());
        }
    }

    /** Keeps the environment of a file beside the one that has its name, under another one. */
    void keepBoth() {
        basis.ifPresent(on -> {
            clash.set(Clash.NONE);
            nameProperty().set(Naming.suggest(nameProperty().get().strip(), on.taken()));
        });
    }

    /** Lets the environment of a file take the place of the one that is kept under its name. */
    void replace() {
        replacing = basis.flatMap(LaunchBasis::given).map(Environment::name);
        clash.set(Clash.NONE);
        recheck();
    }

    /** Whether the environment of a file can be kept as it stands in the form. */
    boolean canKeep() {
        return reviewing() && basis.isPresent() && clash.get() != Clash.SAME
                && Naming.validName(nameProperty().get().strip()) && Naming.validImage(imageProperty().get().strip())
                && problem(LaunchPlan.Field.NAME).isEmpty() && problem(LaunchPlan.Field.LIMITS).isEmpty();
    }

    /** Keeps the environment of a file without starting it; the form is done then. */
    void keep() {
        if (canKeep()) {
            var environment = form().environment();
            services.background().run("keep " + environment.name(), () -> services.store().save(environment),
                    outcome -> services.fx().post(() -> {
                        switch (outcome) {
                            case Outcome.Done<Path> _ -> {
                                done.set(true);
                                services.started().accept(environment.name());
                            }
                            case Outcome.Failed<Path>(var why) -> failure.set(Optional.of(why));
                        }
                    }));
        }
    }

    /** Starts nothing. */
    void cancel() {
        done.set(true);
    }

    /** Writes the environment to a file of the user's choice. */
    void saveTo(Path file) {
        var environment = form().environment();
        services.background().run("save " + file, () -> write(environment, file), outcome ->
                services.fx().post(() -> failure.set(outcome instanceof Outcome.Failed<Path>(var why)
                        ? Optional.of(why) : Optional.empty())));
    }

    private static Path write(Environment environment, Path file) throws FailureException {
        try {
            return Files.writeString(file, EnvironmentFile.write(environment), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new FailureException(
                    new Failure.BadInput(Text.of("launch.not-saved", file.toString()), e.toString()), e);
        }
    }

    void copyCommand() {
        services.clipboard().accept(state.get().command());
    }

    /** The file that is shown, where one is. */
    Optional<Path> file() {
        return request instanceof LaunchRequest.Review(var file) ? Optional.of(file) : Optional.empty();
    }

    ReadOnlyObjectProperty<Clash> clashProperty() {
        return clash.getReadOnlyProperty();
    }

    /** Whether there is nothing to show because the file is wrong. */
    ReadOnlyBooleanProperty unreadableProperty() {
        return unreadable.getReadOnlyProperty();
    }

    boolean reviewing() {
        return request instanceof LaunchRequest.Review;
    }

    Optional<String> problem(LaunchPlan.Field field) {
        return state.get().problem(field);
    }

    StringProperty nameProperty() {
        return fields.nameProperty();
    }

    StringProperty imageProperty() {
        return fields.imageProperty();
    }

    StringProperty projectProperty() {
        return fields.projectProperty();
    }

    BooleanProperty jupyterProperty() {
        return fields.jupyterProperty();
    }

    PackageFields packages() {
        return fields.packages();
    }

    StringProperty memoryProperty() {
        return fields.memoryProperty();
    }

    StringProperty shmProperty() {
        return fields.shmProperty();
    }

    ObservableList<GpuTick> gpus() {
        return fields.gpus();
    }

    ReadOnlyObjectProperty<LaunchState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Failure>> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** What the window is called. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** Whether the form has done its work and can go. */
    public ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    @Override
    public void close() {
        watching.close();
        sampling.close();
    }
}
