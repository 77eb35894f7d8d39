package dev.slipway.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamingTest {
    @ParameterizedTest
    @CsvSource({"pytorch/pytorch:2.8.0,pytorch", "nvcr.io/nvidia/pytorch:25.01-py3,pytorch", "localhost:5000/a_b,a-b",
        "quay.io/jupyter/pytorch-notebook,pytorch-notebook", "3d,d", "123,environment", "a@sha256:00,a"})
    void suggestsANameFromTheImage(String image, String name) {
        assertEquals(name, Naming.suggest(image, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"pytorch,pytorch-2", "pytorch pytorch-2,pytorch-3"})
    void suggestsOnlyFreeNames(String taken, String name) {
        assertEquals(name, Naming.suggest("pytorch/pytorch", List.of(taken.split(" "))));
    }

    @Property
    void suggestsOnlyValidNames(@ForAll String image) {
        assertTrue(Naming.validName(Naming.suggest(image, List.of())));
        assertTrue(Naming.validName(Naming.suggest(image, List.of(Naming.suggest(image, List.of())))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pytorch/pytorch:2.8.0-cuda12.6-cudnn9-runtime", "nvcr.io/nvidia/pytorch:25.01-py3", "a",
        "localhost:5000/lab/torch:local", "a/b__c:1", "quay.io/a/b:T_1.x"})
    void takesImageReferences(String reference) {
        assertTrue(Naming.validImage(reference));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-v", "--privileged", "a b", "A", "a:", "a/", "/a", "a:b:c", "a\nb", "$(id)", "a;b",
        "a/../b"})
    void refusesWhatIsNoReference(String reference) {
        assertFalse(Naming.validImage(reference));
    }

    @ParameterizedTest
    @CsvSource({"8 GiB,8589934592", "8gib,8589934592", "8g,8589934592", "512 MiB,536870912", "1.5k,1536", "10 B,10"})
    void readsSizes(String text, long bytes) {
        assertEquals(Optional.of(bytes), MemorySize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "8 GB", "GiB", "-1 GiB", "0 B", "8 GiBs", "999999999999999 TiB", "1e3 B"})
    void refusesWhatIsNoSize(String text) {
        assertEquals(Optional.empty(), MemorySize.parse(text));
    }
}
