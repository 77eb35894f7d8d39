package dev.slipway.ui.launch;

import dev.slipway.base.Bytes;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.compat.ImageRow;
import dev.slipway.compat.ImageTable;
import dev.slipway.environment.Environment;
import dev.slipway.environment.EnvironmentFile;
import dev.slipway.environment.EnvironmentStore;
import dev.slipway.environment.LaunchInputs;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.environment.MemorySize;
import dev.slipway.environment.Naming;
import dev.slipway.gpu.Feed;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Session;
import dev.slipway.session.Usage;
import dev.slipway.ui.kit.ImageDesk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The form for an environment. Everything is filled in; what the user has not touched follows the image and the name.
 * FX thread. One model is one opened form.
 */
public final class LaunchModel implements AutoCloseable {
    private final LaunchServices services;
    private final LaunchCheck check;
    private final LaunchRequest request;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty image = new SimpleStringProperty("");
    private final StringProperty project = new SimpleStringProperty("");
    private final BooleanProperty jupyter = new SimpleBooleanProperty();
    private final StringProperty memory = new SimpleStringProperty("");
    private final StringProperty shm = new SimpleStringProperty("");
    private final ObservableList<GpuTick> gpus = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<LaunchState> state;
    private final ReadOnlyObjectWrapper<Optional<Failure>> failure = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
    private final Subscription watching;
    private final Subscription sampling;

    private Optional<Machine> machine = Optional.empty();
    private Optional<ImageDesk.Table> images = Optional.empty();
    private Optional<Usage> usage = Optional.empty();
    private Set<String> taken = Set.of();
    private Optional<Environment> given = Optional.empty();
    private boolean filling;
    private boolean namedByUser;
    private boolean placedByUser;
    private boolean tickedByUser;
    private boolean jupyterByUser;
    private String judged = "";
    private int round;

    /** A form for what is asked. */
    public LaunchModel(LaunchServices services, LaunchRequest request) {
        this.services = services;
        this.request = request;
        this.check = new LaunchCheck(services.texts());
        this.state = new ReadOnlyObjectWrapper<>(LaunchState.waiting(services.texts().of("launch.waiting")));
        title.set(services.texts().of(request instanceof LaunchRequest.Review ? "launch.title.review"
                : request instanceof LaunchRequest.Edit ? "launch.title.edit" : "launch.title"));
        name.addListener(_ -> touched(() -> namedByUser = true));
        project.addListener(_ -> touched(() -> placedByUser = true));
        jupyter.addListener(_ -> touched(() -> jupyterByUser = true));
        image.addListener(_ -> touched(() -> {
        }));
        memory.addListener(_ -> touched(() -> {
        }));
        shm.addListener(_ -> touched(() -> {
        }));
        this.watching = services.machines().watch(services.fx().<MachineSource.State>latest(this::prepare)::accept);
        this.sampling = services.usage().listen(Feed.Pace.VISIBLE, services.fx().<Usage>latest(this::showFree)::accept);
    }

    /** What a form needs before it can be filled; read on a background thread. */
    private record Prepared(Machine machine, ImageDesk.Table images, Set<String> taken, Optional<Environment> given,
            Optional<String> image) {
    }

    private void prepare(MachineSource.State now) {
        if (now.machine().isEmpty()) {
            return;
        }
        boolean first = machine.isEmpty();
        services.background().run("prepare form", () -> prepared(now.machine().get()), outcome ->
                services.fx().post(() -> {
                    switch (outcome) {
                        case Outcome.Done<Prepared>(var value) -> fill(value, first);
                        case Outcome.Failed<Prepared>(var why) -> failure.set(Optional.of(why));
                    }
                }));
    }

    private Prepared prepared(Machine now) throws FailureException, InterruptedException {
        var table = services.images().table();
        var names = new HashSet<String>();
        services.sessions().list().stream().map(Session::name).forEach(names::add);
        services.store().list().stream().map(EnvironmentStore.Stored::name).forEach(names::add);
        var environment = switch (request) {
            case LaunchRequest.New _ -> Optional.<Environment>empty();
            case LaunchRequest.Edit(var it) -> Optional.of(it);
            case LaunchRequest.Review(var file) -> Optional.of(services.store().read(file));
        };
        var reference = request instanceof LaunchRequest.New(var it) && it.isPresent() ? it
                : environment.map(Environment::image).or(() -> ImageTable.best(table.rows())
                        .or(() -> table.rows().stream().min(Comparator.comparing(row -> row.local().isEmpty())))
                        .map(row -> row.entry().reference()));
        return new Prepared(now, table, Set.copyOf(names), environment, reference);
    }

    private void fill(Prepared with, boolean first) {
        machine = Optional.of(with.machine());
        images = Optional.of(with.images());
        taken = with.taken();
        given = with.given();
        if (first) {
            filling = true;
            with.machine().nvidiaGpus().forEach(gpu -> {
                var tick = new GpuTick(gpu);
                tick.tickedProperty().addListener(_ -> touched(() -> tickedByUser = true));
                gpus.add(tick);
            });
            image.set(with.image().orElse(""));
            given.ifPresent(this::fill);
            filling = false;
            showFree();
        }
        recheck();
    }

    private void fill(Environment environment) {
        name.set(environment.name());
        project.set(environment.project().map(Path::toString).orElse(""));
        jupyter.set(environment.jupyter());
        memory.set(environment.memoryLimitBytes().map(MemorySize::write).orElse(""));
        shm.set(environment.shmBytes().map(MemorySize::write).orElse(""));
        namedByUser = true;
        placedByUser = true;
        jupyterByUser = true;
        tickedByUser = true;
        gpus.forEach(tick -> tick.tickedProperty().set(switch (environment.gpus()) {
            case Environment.GpuChoice.All() -> true;
            case Environment.GpuChoice.None() -> false;
            case Environment.GpuChoice.Some(var ids) -> ids.stream().anyMatch(id ->
                    id.equals(String.valueOf(tick.gpu().index())) || id.equals(tick.gpu().uuid())
                            || id.length() > 2 && tick.gpu().name().contains(id));
        }));
    }

    private void touched(Runnable byUser) {
        if (!filling) {
            byUser.run();
            recheck();
        }
    }

    private LaunchForm form() {
        return new LaunchForm(name.get(), image.get(), gpus.stream().filter(tick -> tick.tickedProperty().get())
                .map(tick -> tick.gpu().index()).toList(), gpus.size(), project.get(), jupyter.get(), memory.get(),
                shm.get(), given.filter(_ -> request instanceof LaunchRequest.Edit).map(Environment::name));
    }

    /** Judges the image, lets the untouched fields follow, and asks the plan. */
    private void recheck() {
        if (machine.isEmpty() || images.isEmpty()) {
            return;
        }
        var row = images.get().one(image.get().strip());
        follow(row);
        var form = form();
        var on = machine.get();
        var names = taken;
        int mine = ++round;
        services.background().run("check form", () -> check.check(form, on, row,
                LaunchInputs.preview(form.environment()), names), outcome -> services.fx().post(() -> {
                    if (mine == round && outcome instanceof Outcome.Done<LaunchState>(var value)) {
                        state.set(value);
                    }
                }));
    }

    private void follow(ImageRow row) {
        filling = true;
        boolean other = !judged.equals(row.entry().reference());
        judged = row.entry().reference();
        if (!namedByUser && Naming.validImage(image.get().strip())) {
            name.set(Naming.suggest(image.get().strip(), taken));
        }
        if (!placedByUser) {
            project.set(services.home().resolve("slipway").resolve(name.get()).toString());
        }
        if (!tickedByUser && other) {
            var suited = row.verdict().gpus();
            gpus.forEach(tick -> tick.tickedProperty().set(suited.isEmpty() || suited.contains(tick.gpu().index())));
        }
        if (!jupyterByUser && other) {
            jupyter.set(row.entry().jupyter() == ImageEntry.Jupyter.LAB
                    || row.entry().jupyter() == ImageEntry.Jupyter.NOTEBOOK);
        }
        filling = false;
    }

    private void showFree(Usage newest) {
        usage = Optional.of(newest);
        showFree();
    }

    private void showFree() {
        if (usage.isEmpty()) {
            return;
        }
        for (var one : usage.get().gpus()) {
            var free = one.sample().memoryFreeBytes().asOptional();
            gpus.stream().filter(tick -> tick.gpu().uuid().equals(one.sample().uuid())).forEach(tick ->
                    tick.setFree(free.map(bytes -> services.texts().of("launch.gpu.free", Bytes.gib(bytes),
                            tick.gpu().memoryBytes().map(Bytes::gib).orElse("?"))).orElse("")));
        }
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

    boolean reviewing() {
        return request instanceof LaunchRequest.Review;
    }

    Optional<String> problem(LaunchPlan.Field field) {
        return state.get().problem(field);
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty imageProperty() {
        return image;
    }

    StringProperty projectProperty() {
        return project;
    }

    BooleanProperty jupyterProperty() {
        return jupyter;
    }

    StringProperty memoryProperty() {
        return memory;
    }

    StringProperty shmProperty() {
        return shm;
    }

    ObservableList<GpuTick> gpus() {
        return gpus;
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
