package dev.slipway.ui.launch;

import dev.slipway.gpu.Gpu;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** A GPU that can be ticked. FX thread. */
final class GpuTick {
    private final Gpu gpu;
    private final BooleanProperty ticked = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper free = new ReadOnlyStringWrapper("");

    GpuTick(Gpu gpu) {
        this.gpu = gpu;
    }

    Gpu gpu() {
        return gpu;
    }

    BooleanProperty tickedProperty() {
        return ticked;
    }

    /** "21.3 of 24.0 GiB free". */
    ReadOnlyStringProperty freeProperty() {
        return free.getReadOnlyProperty();
    }

    void setFree(String words) {
        free.set(words);
    }
}
