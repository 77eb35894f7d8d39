package dev.slipway.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.environment.Environment.GpuChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentStoreTest {
    @TempDir
    private Path data;
    private EnvironmentStore store;

    @BeforeEach
    void open() {
        store = new EnvironmentStore(data, Path.of("/home/lin"));
    }

    private static Environment environment(String name, String image) {
        return new Environment(name, image, new GpuChoice.None(), Optional.empty(), false, Optional.empty(),
                Optional.empty());
    }

    @Test
    void isEmptyBeforeTheFirstSaveAndMakesNothing() throws FailureException {
        assertEquals(List.of(), store.list());
        assertFalse(Files.exists(data.resolve("environments")));
    }

    @Test
    void listsWhatWasSavedByName() throws FailureException {
        store.save(environment("b", "image"));
        store.save(environment("a", "image"));
        assertEquals(List.of("a", "b"), store.list().stream().map(EnvironmentStore.Stored::name).toList());
        assertEquals(Optional.of(environment("a", "image")), store.find("a"));
    }

    @Test
    void listsAWrongFileWithItsFailure() throws Exception {
        store.save(environment("a", "image"));
        Files.writeString(data.resolve("environments/bad.slipway"), "nmae: x\n");
        var bad = store.list().get(1);
        assertEquals("bad", bad.name());
        assertTrue(bad.environment().isEmpty());
        assertInstanceOf(Failure.BadInput.class,
                ((dev.slipway.base.Outcome.Failed<Environment>) bad.content()).failure());
    }

    @Test
    void keepsTheLastGoodCopyEvenWhenTheFileWasSpoiled() throws Exception {
        store.save(environment("a", "one"));
        store.save(environment("a", "two"));
        Files.writeString(store.file("a"), "spoiled");
        store.save(environment("a", "three"));
        assertEquals(environment("a", "three"), store.read(store.file("a")));
        assertEquals(environment("a", "one"), store.read(data.resolve("environments/.a.slipway.previous")));
        try (var files = Files.list(data.resolve("environments"))) {
            assertEquals(2, files.count(), "no temporary file is left");
        }
    }

    @Test
    void renamesWithoutEverLosingTheEnvironment() throws FailureException {
        store.save(environment("a", "one"));
        store.save(environment("b", "two"));
        var taken = assertThrows(FailureException.class, () -> store.rename("a", environment("b", "one")));
        assertInstanceOf(Failure.NameTaken.class, taken.failure());
        assertEquals(2, store.list().size());
        store.rename("a", environment("c", "one"));
        assertEquals(List.of("b", "c"), store.list().stream().map(EnvironmentStore.Stored::name).toList());
    }

    @Test
    void deletesAlsoTheCopy() throws Exception {
        store.save(environment("a", "one"));
        store.save(environment("a", "two"));
        store.delete("a");
        store.delete("a");
        try (var files = Files.list(data.resolve("environments"))) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void neverLeavesItsFolder() {
        assertThrows(IllegalArgumentException.class, () -> store.delete("../x"));
        assertThrows(FailureException.class, () -> store.save(environment("../x", "one")));
    }

    @Test
    void saysThatAFileFromElsewhereIsNotThere() throws IOException {
        var failure = assertThrows(FailureException.class, () -> store.read(data.resolve("no.slipway"))).failure();
        assertEquals("environment.file.not-there", ((Failure.BadInput) failure).problem().key());
    }
}
