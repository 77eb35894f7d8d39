package dev.slipway.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.Framework;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.compat.ImageTable;
import dev.slipway.engine.GpuAccess;
import dev.slipway.environment.Environment;
import dev.slipway.machine.Machines;
import dev.slipway.tour.Tour;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FirstNotebookTest {
    private static final Path HOME = Path.of("/home/mia");

    @Test
    void theTourStartsOnItsNewerGpu() {
        var machine = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO).machine().state().machine()
                .orElseThrow();
        var rows = ImageTable.rows(machine, BundledCatalog.load(), List.of(), Map.of());
        var first = FirstNotebook.of(machine, rows, Set.of(), HOME).orElseThrow();
        assertEquals("RTX 4090", first.gpu());
        assertTrue(first.environment().jupyter());
        assertTrue(Set.of(ImageEntry.Jupyter.LAB, ImageEntry.Jupyter.NOTEBOOK).contains(first.row().entry().jupyter()));
        assertEquals(new Environment.GpuChoice.Some(List.of("0")), first.environment().gpus());
        assertEquals(HOME.resolve("slipway").resolve(first.environment().name()),
                first.environment().project().orElseThrow());
        var second = FirstNotebook.of(machine, rows, Set.of(first.environment().name()), HOME).orElseThrow();
        assertEquals(first.environment().name() + "-2", second.environment().name());
    }

    @Test
    void oneGpuIsAllGpus() {
        var machine = Machines.state(Machines.linux(), Machines.driver("580.95.05", "13.0"),
                List.of(Machines.rtx4090()), Machines.docker("28.2.2")).machine().orElseThrow();
        var rows = ImageTable.rows(machine, BundledCatalog.load(), List.of(), Map.of());
        assertEquals(new Environment.GpuChoice.All(),
                FirstNotebook.of(machine, rows, Set.of(), HOME).orElseThrow().environment().gpus());
    }

    @Test
    void withoutAnImageThatHoldsJupyterOneIsOfferedToWhichItIsAdded() {
        var machine = Machines.state(Machines.linux(), Machines.driver("580.95.05", "13.0"),
                List.of(Machines.rtx4090()), Machines.docker("28.2.2", GpuAccess.CDI)).machine().orElseThrow();
        var rows = ImageTable.rows(machine, BundledCatalog.load(), List.of(), Map.of());
        var with = FirstNotebook.of(machine, rows, Set.of(), HOME).orElseThrow();
        assertFalse(with.addsJupyter());
        var plain = rows.stream().filter(row -> row.entry().jupyter() == ImageEntry.Jupyter.NONE).toList();
        var without = FirstNotebook.of(machine, plain, Set.of(), HOME).orElseThrow();
        assertTrue(without.addsJupyter());
        assertTrue(without.environment().jupyter(), "the layer is made for what the environment asks for");
        assertEquals(Framework.PYTORCH, without.row().entry().framework());
        assertEquals(List.of(0), without.row().verdict().gpus());
        var bare = plain.stream().filter(row -> row.entry().framework() == Framework.CUDA
                || row.entry().framework() == Framework.OTHER).toList();
        assertTrue(FirstNotebook.of(machine, bare, Set.of(), HOME).isEmpty(), "a notebook needs a framework");
    }

    @Test
    void noGpuMeansNoGpuNotebook() {
        var machine = Machines.state(Machines.linux(), dev.slipway.base.Reading.missing(
                dev.slipway.base.Reading.Reason.NO_LIBRARY, ""), List.of(), Machines.docker("28.2.2")).machine()
                .orElseThrow();
        var rows = ImageTable.rows(machine, BundledCatalog.load(), List.of(), Map.of());
        assertTrue(FirstNotebook.of(machine, rows, Set.of(), HOME).isEmpty());
    }
}
