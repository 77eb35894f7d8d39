package dev.slipway.ui.shell;

import dev.slipway.compat.ImageRow;
import dev.slipway.compat.ImageTable;
import dev.slipway.compat.MachineAdvice;
import dev.slipway.gpu.Gpu;
import dev.slipway.machine.Machine;
import dev.slipway.ui.kit.ImageDesk;
import dev.slipway.ui.machine.Advisor;
import java.util.ArrayList;

/** Advice from the table of images. */
record TableAdvisor(ImageDesk images) implements Advisor {

    @Override
    public Answer about(Machine machine) throws InterruptedException {
        var table = images.table();
        var advice = new ArrayList<Advice>();
        for (var one : MachineAdvice.of(machine, table.catalog(), table.rows())) {
            switch (one.kind()) {
                case NO_BUILD, OLD_GPU, NEW_GPU -> advice.add(new Advice(one.title(), one.detail(), true));
                case DRIVER_TOO_OLD, LAST_DRIVER_BRANCH -> advice.add(new Advice(one.title(), one.detail(), false));
                // What is missing altogether has its own words and its own way out on the page.
                case NO_GPU, NO_DRIVER, NO_ENGINE, NO_GPU_ACCESS -> {
                }
            }
        }
        return new Answer(advice, ImageTable.best(table.rows()).map(row -> suggestion(machine, row)));
    }

    private static Suggestion suggestion(Machine machine, ImageRow row) {
        var entry = row.entry();
        var label = new StringBuilder(entry.framework().label());
        entry.frameworkVersion().ifPresent(version -> label.append(' ').append(version.major()).append('.')
                .append(version.minor()));
        entry.cuda().ifPresent(cuda -> label.append(" · CUDA ").append(cuda.major()).append('.').append(cuda.minor()));
        var gpu = machine.gpus().stream().filter(one -> row.verdict().gpus().contains(one.index()))
                .filter(one -> one.maker() == Gpu.Maker.NVIDIA).findFirst();
        return new Suggestion(entry.reference(), label.toString(), gpu.map(Gpu::shortName).orElse("GPU"));
    }
}
