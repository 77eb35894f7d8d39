package dev.slipway.ui.shell;

import dev.slipway.catalog.Facts;
import dev.slipway.compat.ImageRow;
import dev.slipway.compat.ImageTable;
import dev.slipway.compat.MachineAdvice;
import dev.slipway.engine.LocalImage;
import dev.slipway.machine.Machine;
import dev.slipway.setup.FirstNotebook;
import dev.slipway.ui.kit.ImageDesk;
import dev.slipway.ui.machine.Advisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Advice from the table of images. */
record TableAdvisor(ImageDesk images) implements Advisor {

    @Override
    public Answer about(Machine machine) throws InterruptedException {
        var table = images.table();
        var advice = new ArrayList<Advice>();
        boolean last = false;
        for (var one : MachineAdvice.of(machine, table.catalog(), table.rows())) {
            switch (one.kind()) {
                case NO_BUILD, OLD_GPU, NEW_GPU -> advice.add(new Advice(one.title(), one.detail(), true));
                case DRIVER_TOO_OLD -> advice.add(new Advice(one.title(), one.detail(), false));
                // The driver's card says it: nothing is wrong today.
                case LAST_DRIVER_BRANCH -> last = true;
                // What is missing altogether has its own words and its own way out on the page.
                case NO_GPU, NO_DRIVER, NO_ENGINE, NO_GPU_ACCESS -> {
                }
            }
        }
        return new Answer(advice, ImageTable.best(table.rows()).map(row -> suggestion(machine, row)),
                last ? lastBranchFor(machine, table.catalog().facts()) : List.of(), pulled(table.rows()));
    }

    private static List<String> lastBranchFor(Machine machine, Facts facts) {
        var branch = machine.driver().asOptional().map(driver -> driver.version().major());
        return machine.gpus().stream().flatMap(gpu -> gpu.computeCapability().asOptional().stream())
                .map(facts.architectures()::get).filter(Objects::nonNull)
                .filter(known -> branch.isPresent() && known.lastDriverBranch().equals(branch))
                .map(Facts.Architecture::name).distinct().toList();
    }

    private static Pulled pulled(List<ImageRow> rows) {
        // One image can have several names.
        var images = rows.stream().flatMap(row -> row.local().stream())
                .collect(Collectors.toMap(LocalImage::id, LocalImage::sizeBytes, (one, _) -> one));
        return new Pulled(images.size(), images.values().stream().mapToLong(Long::longValue).sum());
    }

    private static Suggestion suggestion(Machine machine, ImageRow row) {
        return new Suggestion(row.entry().reference(), FirstNotebook.label(row), FirstNotebook.gpu(machine, row));
    }
}
