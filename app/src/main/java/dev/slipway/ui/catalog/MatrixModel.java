package dev.slipway.ui.catalog;

import dev.slipway.catalog.Framework;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The images that pass the filter, as a matrix; worked out only while it shows. FX thread. */
final class MatrixModel {
    private final List<CatalogRow> rows;
    private final Supplier<Framework> framework;
    private final BooleanProperty showing = new SimpleBooleanProperty();
    private final ObjectProperty<Optional<String>> flavour = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Matrix> matrix = new ReadOnlyObjectWrapper<>(
            Matrix.of(List.of(), Framework.PYTORCH, Optional.empty()));

    MatrixModel(List<CatalogRow> rows, Supplier<Framework> framework) {
        this.rows = rows;
        this.framework = framework;
        flavour.addListener(_ -> arrange());
        showing.addListener(_ -> arrange());
    }

    /** Takes account of rows that have changed. */
    void arrange() {
        if (showing.get()) {
            matrix.set(Matrix.of(rows, framework.get(), flavour.get()));
        }
    }

    BooleanProperty showingProperty() {
        return showing;
    }

    /** The flavour a person chose; one that a framework lacks is left for those that have it. */
    ObjectProperty<Optional<String>> flavourProperty() {
        return flavour;
    }

    ReadOnlyObjectProperty<Matrix> matrixProperty() {
        return matrix.getReadOnlyProperty();
    }
}
