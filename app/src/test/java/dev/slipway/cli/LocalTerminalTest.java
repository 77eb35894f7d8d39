package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTerminalTest {

    @Test
    void sttyTellsRowsBeforeColumns() {
        assertEquals(Optional.of(new LocalTerminal.Size(101, 40)), LocalTerminal.Size.parse("40 101\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "40", "40 x", "99999 1", "1 2 3", "-1 2"})
    void anythingElseIsNoSize(String words) {
        assertEquals(Optional.empty(), LocalTerminal.Size.parse(words));
    }

    @Property
    void readingASizeNeverThrows(@ForAll String anything) {
        LocalTerminal.Size.parse(anything);
    }

    @Test
    void withoutATerminalTheUsualSizeIsTold() {
        try (var none = LocalTerminal.none()) {
            assertFalse(none.real());
            assertEquals(new LocalTerminal.Size(80, 24), none.size());
        }
    }
}
