package dev.slipway.ui.catalog;

import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import dev.slipway.ui.kit.ImageDesk;
import java.util.List;

/** All images judged for one machine, and the same in words. */
record Judged(ImageDesk.Table table, List<CatalogRow> rows) {
    /** Freezes the list. */
    Judged {
        rows = List.copyOf(rows);
    }

    List<Gpu> gpus() {
        return table.machine().map(Machine::nvidiaGpus).orElse(List.of());
    }
}
