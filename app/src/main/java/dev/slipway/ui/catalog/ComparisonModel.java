package dev.slipway.ui.catalog;

import dev.slipway.base.Texts;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Two images that are compared: one that was kept, and the selected one. FX thread. */
final class ComparisonModel {
    private final ObjectProperty<CatalogRow> selected;
    private final Function<CatalogRow, ImageDetails> inWords;
    private final Texts texts;
    private final ReadOnlyObjectWrapper<Optional<CatalogRow>> kept = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Comparison>> comparison =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    ComparisonModel(ObjectProperty<CatalogRow> selected, Function<CatalogRow, ImageDetails> inWords, Texts texts) {
        this.selected = selected;
        this.inWords = inWords;
        this.texts = texts;
        selected.addListener(_ -> compareNow());
    }

    /** Compares the selected image with the one that is selected next. */
    void keep() {
        kept.set(Optional.ofNullable(selected.get()));
        compareNow();
    }

    /** Compares two images; the second is selected. */
    void compare(CatalogRow first, CatalogRow second) {
        kept.set(Optional.of(first));
        selected.set(second);
        compareNow();
    }

    void stop() {
        kept.set(Optional.empty());
        compareNow();
    }

    private void compareNow() {
        var now = selected.get();
        comparison.set(kept.get().filter(row -> now != null && row != now)
                .map(row -> Comparison.of(row, now, inWords.apply(row), inWords.apply(now), texts)));
    }

    /** The image that was kept; empty while none is compared. */
    ReadOnlyObjectProperty<Optional<CatalogRow>> keptProperty() {
        return kept.getReadOnlyProperty();
    }

    /** Both, once two are chosen. */
    ReadOnlyObjectProperty<Optional<Comparison>> comparisonProperty() {
        return comparison.getReadOnlyProperty();
    }
}
