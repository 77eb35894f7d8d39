package dev.slipway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.catalog.ImageEntry.Jupyter;
import dev.slipway.engine.Engine;
import dev.slipway.testbed.TestBed;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("engine")
@Timeout(120)
class InsideLookEngineTest {
    private final TestBed bed = TestBed.open();

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    @Test
    void anImageWithPythonAndJupyterSaysSo() throws Exception {
        var docker = bed.docker();
        var inside = InsideLook.look(docker, bed.jupyter());
        assertEquals("3.11", inside.python().orElseThrow());
        assertEquals(Jupyter.NOTEBOOK, inside.jupyter());
        assertTrue(inside.entry(bed.jupyter(), "amd64").isEmpty(), "there is no PyTorch in it");
        assertNothingIsLeft(docker);
    }

    @Test
    void anImageWithoutPythonSaysNothing() throws Exception {
        for (var engine : List.of(bed.docker(), bed.podman())) {
            assertEquals(Inside.NOTHING, InsideLook.look(engine, bed.tiny(engine)));
            assertNothingIsLeft(engine);
        }
    }

    @Test
    void anImageThatIsNotHereFails() throws Exception {
        var docker = bed.docker();
        var failure = assertThrows(FailureException.class,
                () -> InsideLook.look(docker, "slipway-test/none:1")).failure();
        assertInstanceOf(Failure.ImageNotFound.class, failure);
        assertNothingIsLeft(docker);
    }

    private static void assertNothingIsLeft(Engine engine) throws Exception {
        assertEquals(List.of(), engine.containers("dev.slipway.look"));
    }
}
