package dev.slipway.ui.catalog;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.catalog.Framework;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import dev.slipway.registry.RemoteImage;
import dev.slipway.session.Checked;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
    private final ImageDesk desk;
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
    private final ReadOnlyObjectWrapper<Optional<ImageDetails>> details = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Emptiness> emptiness = new ReadOnlyObjectWrapper<>(Emptiness.JUDGING);
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final MatrixModel matrix;
    private final ComparisonModel comparison;
    private final RefreshModel refreshing;
    private final LookupModel lookup;

    private Loaded loaded;
    private Optional<CatalogRow> pasted = Optional.empty();
    private Optional<Checked> told = Optional.empty();
    private boolean judging = true;
    private int round;
    private Subscription watching = () -> { };

    private record Loaded(ImageDesk.Table table, List<CatalogRow> rows) {
        List<Gpu> gpus() {
            return table.machine().map(Machine::nvidiaGpus).orElse(List.of());
        }
    }

    /**
     * The page's model; nothing is read before {@link #start}.
     *
     * @param newEnvironment called with the reference an environment is wanted for
     * @param logIn asks for a login to a registry, and does the second once it is right
     */
    public CatalogModel(ImageDesk desk, MachineSource machines, Background background, Fx fx, Texts texts,
            Consumer<String> newEnvironment, BiConsumer<String, Runnable> logIn) {
        this.desk = desk;
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
        this.refreshing = new RefreshModel(desk, background, fx, texts);
        this.lookup = new LookupModel(desk, background, fx, texts, logIn);
        lookup.stateProperty().addListener((_, _, state) -> state.unjudged().ifPresent(this::unjudged));
        this.matrix = new MatrixModel(shown, this::mainFramework);
        this.comparison = new ComparisonModel(selected, this::inWords, texts);
        subtitle.set(texts.of("images.judging"));
    }

    /** Begins to fill the table, and follows the machine from then on. */
    public void start() {
        watching.close();
        watching = machines.watch(fx.<MachineSource.State>latest(_ -> judge())::accept);
    }

    /** Asks the registries for what is new, and looks at the machine and its images again. */
    public void refresh() {
        refreshing.start(() -> background.run("probe machine", machines::probe, _ -> fx.post(this::judge)));
    }

    private void judge() {
        int mine = ++round;
        judging = true;
        narrow();
        background.run("judge images", this::judged, outcome -> fx.post(() -> {
            if (mine == round) {
                take(outcome);
            }
        }));
    }

    /** On a background thread: everything the table shows, in words. */
    private Loaded judged() throws InterruptedException {
        var table = desk.table();
        var gpus = table.machine().map(Machine::nvidiaGpus).orElse(List.of());
        return new Loaded(table, table.rows().stream().map(image -> CatalogRow.of(image, gpus, texts)).toList());
    }

    private void take(Outcome<Loaded> outcome) {
        judging = false;
        switch (outcome) {
            case Outcome.Done<Loaded>(var value) -> {
                var reference = Optional.ofNullable(selected.get()).map(row -> row.entry().reference());
                loaded = value;
                pasted = Optional.empty();
                comparison.stop();
                all.setAll(value.rows());
                subtitle.set(Subtitle.of(value.table(), value.rows().size(), value.gpus(), texts));
                judgePasted();
                narrow();
                selected.set(reference.flatMap(this::row).orElseGet(() -> all.isEmpty() ? null : all.getFirst()));
            }
            case Outcome.Failed<Loaded>(var failure) -> failed(failure);
        }
    }

    private void failed(Failure failure) {
        emptiness.set(Emptiness.FAILED);
        subtitle.set(texts.of(failure.title()));
    }

    private void judgePasted() {
        var reference = filter.get().strip();
        pasted.ifPresent(all::remove);
        pasted = Optional.empty();
        told = Optional.empty();
        var isReference = REFERENCE.matcher(reference).matches()
                && (reference.contains("/") || reference.contains(":"));
        if (loaded == null || loaded.table().machine().isEmpty() || !isReference
                || all.stream().anyMatch(row -> row.haystack().contains(reference.toLowerCase(Locale.ROOT)))) {
            lookup.forget();
            return;
        }
        paste(CatalogRow.of(loaded.table().one(reference), loaded.gpus(), texts));
        lookup.ask(loaded.table(), reference, checked -> {
            told = Optional.of(checked);
            paste(CatalogRow.of(loaded.table().one(reference, checked), loaded.gpus(), texts));
            narrow();
        });
        lookup.stateProperty().get().unjudged().ifPresent(this::unjudged);
    }

    /** The pasted image has no verdict yet, or none can be had. */
    private void unjudged(Text why) {
        pasted.map(row -> row.entry().reference()).ifPresent(reference -> {
            paste(CatalogRow.of(loaded.table().unjudged(reference, why), loaded.gpus(), texts));
            narrow();
        });
    }

    private void paste(CatalogRow row) {
        pasted.ifPresent(all::remove);
        pasted = Optional.of(row);
        all.addFirst(row);
    }

    private void narrow() {
        boolean runs = onlyWhatRuns.get();
        var passes = RowFilter.of(filter.get(), runs, framework.get());
        var paste = pasted;
        shown.setPredicate(row -> paste.isPresent() ? row == paste.get() : passes.test(row));
        emptiness.set(judging && all.isEmpty() ? Emptiness.JUDGING
                : runs && all.stream().noneMatch(CatalogRow::runs) ? Emptiness.NOTHING_RUNS : Emptiness.NO_MATCH);
        if (paste.isPresent()) {
            selected.set(paste.get());
        }
        matrix.arrange();
    }

    /** The framework of the chip, or else of the selected image. */
    private Framework mainFramework() {
        return framework.get().or(() -> Optional.ofNullable(selected.get()).map(row -> row.entry().framework()))
                .orElse(Framework.PYTORCH);
    }

    private void describe() {
        details.set(Optional.ofNullable(selected.get()).map(this::inWords));
    }

    private ImageDetails inWords(CatalogRow row) {
        if (loaded == null) {
            return ImageDetails.of(row, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), texts);
        }
        var answer = told.filter(_ -> pasted.filter(row::equals).isPresent());
        return ImageDetails.of(row, loaded.gpus(), loaded.table().freeBytes(), answer.flatMap(Checked::remote)
                .map(RemoteImage::digest).or(() -> loaded.table().digest(row.entry().reference())),
                answer.flatMap(Checked::pull), texts);
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

    /** The whole verdict on the selected image as plain text. */
    Optional<String> verdictText() {
        return details.get().map(it -> VerdictText.of(it, texts));
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

    RefreshModel refreshing() {
        return refreshing;
    }

    LookupModel lookup() {
        return lookup;
    }

    MatrixModel matrix() {
        return matrix;
    }

    ComparisonModel comparison() {
        return comparison;
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
        refreshing.cancel();
        lookup.forget();
        watching.close();
    }
}
