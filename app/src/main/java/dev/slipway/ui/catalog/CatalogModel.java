package dev.slipway.ui.catalog;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.catalog.Framework;
import dev.slipway.engine.LocalImage;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import dev.slipway.ui.kit.Fx;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** The page of images: what there is, what runs here, and why. FX thread, except where said. */
public final class CatalogModel implements AutoCloseable {
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][\\w.:/@-]{2,299}");

    private final MachineSource machines;
    private final Supplier<Judge> judges;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final Consumer<String> newEnvironment;

    private final ObservableList<CatalogRow> all = FXCollections.observableArrayList();
    private final FilteredList<CatalogRow> shown = new FilteredList<>(all);
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty onlyWhatRuns = new SimpleBooleanProperty();
    private final ObjectProperty<Optional<Framework>> framework = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<CatalogRow> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Optional<ImageDetails>> details =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Emptiness> emptiness = new ReadOnlyObjectWrapper<>(Emptiness.JUDGING);
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");

    private Loaded loaded;
    private Optional<CatalogRow> pasted = Optional.empty();
    private boolean judging = true;
    private int round;
    private Subscription watching = () -> {
    };

    /** Why the table is empty, so that it can say what to do. */
    public enum Emptiness {
        /** It is being filled. */
        JUDGING,
        /** Nothing in the list passes the filter. */
        NO_MATCH,
        /** Nothing in the list runs on this machine. */
        NOTHING_RUNS,
        /** It could not be filled. */
        FAILED
    }

    private record Loaded(Judge judge, Optional<Machine> machine, List<LocalImage> local, List<CatalogRow> rows) {
    }

    /**
     * The page's model; nothing is read before {@link #start}.
     *
     * @param judges opens the catalogue, which reads files: called on a background thread
     * @param newEnvironment called with the reference an environment is wanted for
     */
    public CatalogModel(Supplier<Judge> judges, MachineSource machines, Background background, Fx fx, Texts texts,
            Consumer<String> newEnvironment) {
        this.judges = judges;
        this.machines = machines;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
        this.newEnvironment = newEnvironment;
        filter.addListener(_ -> {
            judgePasted();
            narrow();
        });
        onlyWhatRuns.addListener(_ -> narrow());
        framework.addListener(_ -> narrow());
        selected.addListener(_ -> describe());
        subtitle.set(texts.of("images.judging"));
    }

    /** Begins to fill the table, and follows the machine from then on. */
    public void start() {
        watching.close();
        watching = machines.watch(fx.<MachineSource.State>latest(this::judge)::accept);
    }

    /** Looks at the machine and its images again. */
    public void refresh() {
        judging = true;
        narrow();
        background.run("probe machine", machines::probe, _ -> fx.post(() -> judge(machines.state())));
    }

    private void judge(MachineSource.State state) {
        int mine = ++round;
        judging = true;
        narrow();
        var known = Optional.ofNullable(loaded).map(Loaded::judge);
        background.run("judge images", () -> judged(known.orElseGet(judges), state.machine()), outcome ->
                fx.post(() -> {
                    if (mine == round) {
                        take(outcome);
                    }
                }));
    }

    /** On a background thread: everything the table shows, in words. */
    private Loaded judged(Judge judge, Optional<Machine> machine) throws InterruptedException {
        var local = machine.isPresent() ? local() : List.<LocalImage>of();
        var images = machine.map(it -> judge.rows(it, local))
                .orElseGet(() -> judge.entries().stream().map(CatalogRow::pending).toList());
        var gpus = machine.map(Machine::nvidiaGpus).orElse(List.of());
        return new Loaded(judge, machine, local,
                images.stream().map(image -> CatalogRow.of(image, gpus, texts)).toList());
    }

    private List<LocalImage> local() throws InterruptedException {
        try {
            var engine = machines.engine();
            return engine.isPresent() ? engine.get().images() : List.of();
        } catch (FailureException _) {
            // The status line and Doctor tell of an engine that fails; the catalogue is useful without it.
            return List.of();
        }
    }

    private void take(Outcome<Loaded> outcome) {
        judging = false;
        switch (outcome) {
            case Outcome.Done<Loaded>(var value) -> {
                var reference = Optional.ofNullable(selected.get()).map(row -> row.entry().reference());
                loaded = value;
                pasted = Optional.empty();
                all.setAll(value.rows());
                subtitle.set(inWords(value));
                judgePasted();
                narrow();
                selected.set(reference.flatMap(this::row).orElse(null));
            }
            case Outcome.Failed<Loaded>(var failure) -> failed(failure);
        }
    }

    private void failed(Failure failure) {
        emptiness.set(Emptiness.FAILED);
        subtitle.set(texts.of(failure.title()));
    }

    private String inWords(Loaded now) {
        var facts = now.judge().collected().format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(texts.language()));
        var count = now.rows().size();
        if (now.machine().isEmpty()) {
            return texts.of("images.subtitle.no-machine", count, facts);
        }
        var names = now.machine().get().nvidiaGpus().stream().map(Gpu::shortName).distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? texts.of("images.subtitle.no-gpu", count, facts)
                : texts.of("images.subtitle", count, names, facts);
    }

    private void judgePasted() {
        var reference = filter.get().strip();
        pasted.ifPresent(all::remove);
        pasted = Optional.empty();
        var isReference = REFERENCE.matcher(reference).matches()
                && (reference.contains("/") || reference.contains(":"));
        if (loaded == null || loaded.machine().isEmpty() || !isReference
                || all.stream().anyMatch(row -> row.haystack().contains(reference.toLowerCase(Locale.ROOT)))) {
            return;
        }
        var machine = loaded.machine().get();
        var row = CatalogRow.of(loaded.judge().one(machine, reference, loaded.local()), machine.nvidiaGpus(), texts);
        pasted = Optional.of(row);
        all.addFirst(row);
    }

    private void narrow() {
        var words = List.of(filter.get().strip().toLowerCase(Locale.ROOT).split("\\s+"));
        var wanted = framework.get();
        boolean runs = onlyWhatRuns.get();
        Predicate<CatalogRow> passes = row -> (!runs || row.runs())
                && (wanted.isEmpty() || row.entry().framework() == wanted.get())
                && words.stream().allMatch(row.haystack()::contains);
        var paste = pasted;
        shown.setPredicate(row -> paste.isPresent() ? row == paste.get() : passes.test(row));
        emptiness.set(judging && all.isEmpty() ? Emptiness.JUDGING
                : runs && all.stream().noneMatch(CatalogRow::runs) ? Emptiness.NOTHING_RUNS : Emptiness.NO_MATCH);
        if (paste.isPresent()) {
            selected.set(paste.get());
        }
    }

    private void describe() {
        var gpus = loaded == null ? List.<Gpu>of() : loaded.machine().map(Machine::nvidiaGpus).orElse(List.of());
        details.set(Optional.ofNullable(selected.get()).map(row -> ImageDetails.of(row, gpus, texts)));
    }

    private Optional<CatalogRow> row(String reference) {
        return all.stream().filter(row -> row.entry().reference().equals(reference)).findFirst();
    }

    /** Shows the image that runs here in place of the selected one. */
    public void useSuggestion() {
        details.get().flatMap(ImageDetails::suggestion).ifPresent(reference -> {
            showAll();
            row(reference).ifPresentOrElse(selected::set, () -> filter.set(reference));
        });
    }

    /** Takes every filter away. */
    public void showAll() {
        filter.set("");
        onlyWhatRuns.set(false);
        framework.set(Optional.empty());
    }

    /** Asks for an environment of the selected image. */
    public void launch() {
        details.get().ifPresent(it -> newEnvironment.accept(it.reference()));
    }

    ObservableList<CatalogRow> rows() {
        return shown;
    }

    StringProperty filterProperty() {
        return filter;
    }

    BooleanProperty onlyWhatRunsProperty() {
        return onlyWhatRuns;
    }

    ObjectProperty<Optional<Framework>> frameworkProperty() {
        return framework;
    }

    ObjectProperty<CatalogRow> selectedProperty() {
        return selected;
    }

    ReadOnlyObjectProperty<Optional<ImageDetails>> detailsProperty() {
        return details.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Emptiness> emptinessProperty() {
        return emptiness.getReadOnlyProperty();
    }

    ReadOnlyStringProperty subtitleProperty() {
        return subtitle.getReadOnlyProperty();
    }

    @Override
    public void close() {
        watching.close();
    }
}
