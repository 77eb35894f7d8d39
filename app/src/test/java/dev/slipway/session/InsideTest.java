package dev.slipway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.catalog.ImageEntry.Jupyter;
import dev.slipway.gpu.ComputeCapability;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InsideTest {
    private static final String TORCH = """
            a warning of some library
            slipway.python=3.12
            slipway.jupyter=jupyter-lab
            slipway.torch=2.11.0+cu130
            slipway.cuda=13.0
            slipway.cudnn=91900
            slipway.code=sm_75 sm_80 sm_90 sm_100 sm_120 compute_120
            """;

    @Test
    void readsWhatPythonSays() {
        var inside = Inside.parse(TORCH);
        assertEquals("2.11.0", inside.torch().orElseThrow().text());
        assertEquals("13.0", inside.cuda().orElseThrow().text());
        assertEquals("9", inside.cudnn().orElseThrow());
        assertEquals(Jupyter.LAB, inside.jupyter());
        assertEquals(Set.of(new ComputeCapability(12, 0)), inside.code().orElseThrow().ptx());
        assertTrue(inside.code().orElseThrow().cubins().contains(new ComputeCapability(10, 0)));
        var entry = inside.entry("lab/torch:local", "amd64").orElseThrow();
        assertFalse(entry.cpuOnly());
        assertEquals("3.12", entry.python().orElseThrow());
    }

    @Test
    void aBuildWithoutCudaIsForTheProcessorOnly() {
        var inside = Inside.parse("slipway.python=3.11\nslipway.torch=2.8.0+cpu\nslipway.cuda=\nslipway.cudnn=\n");
        assertTrue(inside.entry("x", "amd64").orElseThrow().cpuOnly());
    }

    @Test
    void anImageWithoutPytorchIsNoRow() {
        assertTrue(Inside.parse("slipway.python=3.11\nslipway.error=ModuleNotFoundError\n")
                .entry("x", "amd64").isEmpty());
        assertTrue(Inside.NOTHING.entry("x", "amd64").isEmpty());
    }

    @Property
    void readingNeverThrows(@ForAll String output, @ForAll String value) {
        Inside.parse(output);
        Inside.parse("slipway.torch=" + value + "\nslipway.code=" + value + "\nslipway.cudnn=" + value);
        Inside.code(value);
    }
}
