package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Reading.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final Reading<String> MISSING = Reading.missing(Reason.NO_PERMISSION, "root only");

    private static Reading<Integer> number(String text) {
        return text.isEmpty() ? Reading.missing(Reason.ERROR, "no number") : Reading.of(Integer.parseInt(text));
    }

    @Test
    void aValueIsChangedAndAReasonStays() {
        assertEquals(Reading.of(2), Reading.of("ab").map(String::length));
        assertEquals(Reading.missing(Reason.NO_PERMISSION, "root only"), MISSING.map(String::length));
        assertEquals(Reading.of(12), Reading.of("12").flatMap(ReadingTest::number));
        assertEquals(Reading.missing(Reason.ERROR, "no number"), Reading.of("").flatMap(ReadingTest::number));
        assertEquals(Reading.missing(Reason.NO_PERMISSION, "root only"), MISSING.flatMap(ReadingTest::number));
    }

    @Test
    void aMissingValueHasAnother() {
        assertEquals(Optional.of("ab"), Reading.of("ab").asOptional());
        assertEquals(Optional.empty(), MISSING.asOptional());
        assertEquals("other", MISSING.orElse("other"));
        assertEquals("ab", Reading.of("ab").orElse("other"));
    }
}
