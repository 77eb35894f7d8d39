package dev.slipway.ui.launch;

import dev.slipway.base.Bytes;
import dev.slipway.base.Texts;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.compat.ImageRow;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Extras;
import dev.slipway.environment.MemorySize;
import dev.slipway.environment.Naming;
import dev.slipway.gpu.Gpu;
import dev.slipway.session.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The fields of the form. Everything is filled in; what the user has not touched follows the image and the name.
 * FX thread.
 */
final class LaunchFields {
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty image = new SimpleStringProperty("");
    private final StringProperty project = new SimpleStringProperty("");
    private final BooleanProperty jupyter = new SimpleBooleanProperty();
    private final StringProperty memory = new SimpleStringProperty("");
    private final StringProperty shm = new SimpleStringProperty("");
    private final ObservableList<GpuTick> gpus = FXCollections.observableArrayList();
    private final PackageFields packages = new PackageFields(() -> touched(() -> {
    }));
    private final Path home;
    private final Texts texts;
    private final Runnable changed;

    private boolean filling;
    private boolean namedByUser;
    private boolean placedByUser;
    private boolean tickedByUser;
    private boolean jupyterByUser;
    private String judged = "";

    /**
     * Empty fields.
     *
     * @param home where project folders are suggested
     * @param changed told when the user changed a field
     */
    LaunchFields(Path home, Texts texts, Runnable changed) {
        this.home = home;
        this.texts = texts;
        this.changed = changed;
        name.addListener(_ -> touched(() -> namedByUser = true));
        project.addListener(_ -> touched(() -> placedByUser = true));
        jupyter.addListener(_ -> touched(() -> jupyterByUser = true));
        for (var plain : List.of(image, memory, shm)) {
            plain.addListener(_ -> touched(() -> {
            }));
        }
    }

    private void touched(Runnable byUser) {
        if (!filling) {
            byUser.run();
            changed.run();
        }
    }

    /** Fills them for the first time: the machine's GPUs, an image, and what a known environment says. */
    void fill(List<Gpu> cards, String reference, Optional<Environment> given) {
        filling = true;
        cards.forEach(gpu -> {
            var tick = new GpuTick(gpu);
            tick.tickedProperty().addListener(_ -> touched(() -> tickedByUser = true));
            gpus.add(tick);
        });
        image.set(reference);
        given.ifPresent(this::fill);
        filling = false;
    }

    private void fill(Environment environment) {
        name.set(environment.name());
        project.set(environment.project().map(Path::toString).orElse(""));
        jupyter.set(environment.jupyter());
        memory.set(environment.memoryLimitBytes().map(MemorySize::write).orElse(""));
        shm.set(environment.shmBytes().map(MemorySize::write).orElse(""));
        packages.fill(environment.extras());
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

    /**
     * Lets what the user has not touched follow the image and the name.
     *
     * @param row what is known of the image
     * @param taken names that are in use
     */
    void follow(ImageRow row, Set<String> taken) {
        filling = true;
        boolean other = !judged.equals(row.entry().reference());
        judged = row.entry().reference();
        if (!namedByUser && Naming.validImage(image.get().strip())) {
            name.set(Naming.suggest(image.get().strip(), taken));
        }
        if (!placedByUser) {
            project.set(home.resolve("slipway").resolve(name.get()).toString());
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

    /** Says at each GPU how much of its memory is free. */
    void showFree(Usage usage) {
        for (var one : usage.gpus()) {
            var free = one.sample().memoryFreeBytes().asOptional();
            gpus.stream().filter(tick -> tick.gpu().uuid().equals(one.sample().uuid())).forEach(tick ->
                    tick.setFree(free.map(bytes -> texts.of("launch.gpu.free", Bytes.gib(bytes),
                            tick.gpu().memoryBytes().map(Bytes::gib).orElse("?"))).orElse("")));
        }
    }

    /**
     * What they hold, as typed.
     *
     * @param editing the name of the saved environment that is being changed
     * @param extras what the environment has beyond its image
     */
    LaunchForm form(Optional<String> editing, Extras extras) {
        return new LaunchForm(name.get(), image.get(), gpus.stream().filter(tick -> tick.tickedProperty().get())
                .map(tick -> tick.gpu().index()).toList(), gpus.size(), project.get(), jupyter.get(), memory.get(),
                shm.get(), editing, packages.extras(extras));
    }

    PackageFields packages() {
        return packages;
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
}
