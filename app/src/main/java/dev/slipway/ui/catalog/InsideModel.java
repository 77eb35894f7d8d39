package dev.slipway.ui.catalog;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Texts;
import dev.slipway.compat.Verdict;
import dev.slipway.engine.LocalImage;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import dev.slipway.session.Inside;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Looks into the selected image, if the user agrees: runs its own Python once and holds what that says against the
 * facts. What was found is kept for as long as the program runs. FX thread.
 */
final class InsideModel implements AutoCloseable {
    private final ImageDesk desk;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final Map<String, Inside> found = new HashMap<>();
    private final ReadOnlyObjectWrapper<InsideState> state = new ReadOnlyObjectWrapper<>(new InsideState.Absent());
    private Optional<ImageDesk.Table> table = Optional.empty();
    private Optional<CatalogRow> row = Optional.empty();
    private String image = "";
    private Background.Task task = () -> {
    };
    private int round;

    InsideModel(ImageDesk desk, Background background, Fx fx, Texts texts) {
        this.desk = desk;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
    }

    /** Another row is selected, or the same one was judged anew. */
    void select(Optional<ImageDesk.Table> newTable, Optional<CatalogRow> newRow) {
        table = newTable;
        row = newRow;
        var id = row.flatMap(it -> it.image().local()).map(LocalImage::id).orElse("");
        if (id.equals(image) && state.get() instanceof InsideState.Looking) {
            return;
        }
        boolean same = id.equals(image);
        image = id;
        if (id.isEmpty() || !desk.canLookInside()) {
            breakOff();
            state.set(new InsideState.Absent());
        } else if (found.containsKey(id)) {
            breakOff();
            state.set(inWords(found.get(id)));
        } else if (!same || state.get() instanceof InsideState.Absent) {
            breakOff();
            state.set(new InsideState.Offered());
        }
    }

    /** Asks the user first. */
    void ask() {
        state.set(new InsideState.Asking());
    }

    /** Does not run it. */
    void decline() {
        state.set(new InsideState.Offered());
    }

    /** Runs it, since the user has agreed. */
    void agree() {
        if (image.isEmpty() || row.isEmpty() || state.get() instanceof InsideState.Looking) {
            return;
        }
        int mine = ++round;
        var id = image;
        var reference = row.get().entry().reference();
        state.set(new InsideState.Looking());
        task = background.run("look inside " + reference, () -> desk.lookInside(reference), outcome -> fx.post(() -> {
            if (outcome instanceof Outcome.Done<Inside>(var inside)) {
                found.put(id, inside);
            }
            if (mine == round) {
                take(outcome);
            }
        }));
    }

    private void take(Outcome<Inside> outcome) {
        state.set(switch (outcome) {
            case Outcome.Done<Inside>(var inside) -> inWords(inside);
            case Outcome.Failed<Inside>(Failure.Cancelled _) -> new InsideState.Offered();
            case Outcome.Failed<Inside>(Failure.BadInput(var problem, _)) -> new InsideState.Failed(texts.of(problem));
            case Outcome.Failed<Inside>(var failure) -> new InsideState.Failed(texts.of(failure));
        });
    }

    private InsideState inWords(Inside inside) {
        var verdict = table.flatMap(it -> it.inside(row.orElseThrow().image(), inside));
        var gpus = table.flatMap(ImageDesk.Table::machine).map(Machine::nvidiaGpus).orElse(List.<Gpu>of());
        return InsideState.Found.of(inside, verdict, row.orElseThrow().image().verdict(),
                verdict.map((Verdict it) -> CatalogRow.word(it, gpus, texts)).orElse(""), texts);
    }

    /** Stops it, as the user wishes; its container is removed. */
    void cancel() {
        task.cancel();
    }

    private void breakOff() {
        round++;
        task.cancel();
    }

    ReadOnlyObjectProperty<InsideState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    @Override
    public void close() {
        breakOff();
    }
}
