package dev.slipway.ui.catalog;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Subscription;
import dev.slipway.base.Texts;
import dev.slipway.catalog.Framework;
import dev.slipway.machine.Machine;
import dev.slipway.machine.MachineSource;
import dev.slipway.registry.RemoteImage;
import dev.slipway.session.Checked;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import java.util.List;
import java.util.Optional;
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
    private final MachineSource machines;
    private final ImageDesk desk;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final CatalogDoors doors;

    private final ObservableList<CatalogRow> all = FXCollections.observableArrayList();
    private final FilteredList<CatalogRow> shown = new FilteredList<>(all);
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty onlyWhatRuns = new SimpleBooleanProperty();
    private final ObjectProperty<Optional<Framework>> framework = new SimpleObjectProperty<>(Optional.empty());
    private final BooleanProperty detailsWanted = new SimpleBooleanProperty();
    private final ObjectProperty<CatalogRow> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Optional<ImageDetails>> details = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Emptiness> emptiness = new ReadOnlyObjectWrapper<>(Emptiness.JUDGING);
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final MatrixModel matrix;
    private final ComparisonModel comparison;
    private final RefreshModel refreshing;
    private final LookupModel lookup;
    private final PasteModel paste;
    private final InsideModel inside;
    private final ReadOnlyObjectWrapper<Optional<String>> notice = new ReadOnlyObjectWrapper<>(Optional.empty());

    private Judged loaded;
    private boolean judging = true;
    private int round;
    private Subscription watching = () -> { };

    /** The page's model; nothing is read before {@link #start}. */
    public CatalogModel(ImageDesk desk, MachineSource machines, Background background, Fx fx, Texts texts,
            CatalogDoors doors) {
        this.desk = desk;
        this.machines = machines;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
        this.doors = doors;
        this.refreshing = new RefreshModel(desk, background, fx, texts);
        this.lookup = new LookupModel(desk, background, fx, texts, doors.logIn());
        this.paste = new PasteModel(all, lookup, this::narrow, texts);
        this.inside = new InsideModel(desk, background, fx, texts);
        this.matrix = new MatrixModel(shown, this::mainFramework);
        this.comparison = new ComparisonModel(selected, this::inWords, texts);
        filter.addListener(_ -> {
            paste.judge(loaded, filter.get());
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

    /** Judges all images anew, if the page was ever shown: other facts are in use. */
    public void factsChanged() {
        if (round > 0) {
            judge();
        }
    }

    /** On a background thread: everything the table shows, in words. */
    private Judged judged() throws InterruptedException {
        var table = desk.table();
        var gpus = table.machine().map(Machine::nvidiaGpus).orElse(List.of());
        return new Judged(table, table.rows().stream().map(image -> CatalogRow.of(image, gpus, texts)).toList());
    }

    private void take(Outcome<Judged> outcome) {
        judging = false;
        switch (outcome) {
            case Outcome.Done<Judged>(var value) -> {
                var reference = Optional.ofNullable(selected.get()).map(row -> row.entry().reference());
                loaded = value;
                paste.leave();
                comparison.stop();
                all.setAll(value.rows());
                notice.set(value.table().notice().map(texts::of));
                subtitle.set(Subtitle.of(value.table(), value.rows().size(), value.gpus(), texts));
                paste.judge(value, filter.get());
                narrow();
                selected.set(reference.flatMap(this::row).orElseGet(() -> all.isEmpty() ? null : all.getFirst()));
            }
            case Outcome.Failed<Judged>(var failure) -> failed(failure);
        }
    }

    private void failed(Failure failure) {
        emptiness.set(Emptiness.FAILED);
        subtitle.set(texts.of(failure.title()));
    }

    private void narrow() {
        boolean runs = onlyWhatRuns.get();
        var passes = RowFilter.of(filter.get(), runs, framework.get());
        var pasted = paste.row();
        shown.setPredicate(row -> pasted.isPresent() ? row == pasted.get() : passes.test(row));
        emptiness.set(judging && all.isEmpty() ? Emptiness.JUDGING
                : runs && all.stream().noneMatch(CatalogRow::runs) ? Emptiness.NOTHING_RUNS : Emptiness.NO_MATCH);
        pasted.ifPresent(row -> {
            selected.set(row);
            // Whoever pastes an image asks just this.
            detailsWanted.set(true);
        });
        if (pasted.isEmpty() && shown.size() == 1) {
            // A name typed in full is an answer, not a list of one to choose from.
            selected.set(shown.getFirst());
        }
        matrix.arrange();
    }

    /** The framework of the chip, or else of the selected image; PyTorch for an image that is made for none. */
    private Framework mainFramework() {
        return framework.get().or(() -> Optional.ofNullable(selected.get()).map(row -> row.entry().framework())
                .filter(one -> one != Framework.OTHER)).orElse(Framework.PYTORCH);
    }

    private void describe() {
        var row = Optional.ofNullable(selected.get());
        details.set(row.map(this::inWords));
        inside.select(loaded == null ? Optional.empty() : Optional.of(loaded.table()), row);
    }

    private ImageDetails inWords(CatalogRow row) {
        if (loaded == null) {
            return ImageDetails.of(row, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), texts);
        }
        var answer = paste.told(row);
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
        details.get().ifPresent(it -> doors.newEnvironment().accept(it.reference()));
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

    /** Whether the details are to be seen where there is no room for them beside the table. */
    BooleanProperty detailsWantedProperty() {
        return detailsWanted;
    }

    ObjectProperty<Optional<Framework>> frameworkProperty() {
        return framework;
    }

    RefreshModel refreshing() {
        return refreshing;
    }

    /** What is wrong with the facts the user loaded. */
    ReadOnlyObjectProperty<Optional<String>> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** Goes where facts are loaded. */
    void openSettings() {
        doors.settings().run();
    }

    InsideModel inside() {
        return inside;
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
        inside.close();
        watching.close();
    }
}
