package dev.slipway.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OwnCostTest {
    @Test
    void isTheShareOfOneCoreBetweenTwoQuestions() {
        var cost = new OwnCost();
        assertEquals(OptionalDouble.empty(), cost.percent(1_000, 500));
        assertEquals(OptionalDouble.of(25), cost.percent(2_000, 750));
        assertEquals(OptionalDouble.of(200), cost.percent(3_000, 2_750));
    }

    @Test
    void isNotKnownWhereTheSystemDoesNotTell() {
        var cost = new OwnCost();
        assertTrue(cost.percent(1_000, -1).isEmpty());
        assertTrue(cost.percent(2_000, -1).isEmpty());
        assertTrue(cost.percent(3_000, 10).isEmpty());
        assertEquals(OptionalDouble.of(1), cost.percent(4_000, 20));
    }

    @Test
    void isMeasuredOnThisMachine() {
        var cost = new OwnCost();
        assertTrue(cost.percent(Duration.ZERO).isEmpty());
        long sum = 0;
        for (int i = 0; i < 50_000_000; i++) {
            sum += i * 31L;
        }
        assertTrue(cost.percent(Duration.ZERO).orElseThrow() > 0 && sum != 0);
        assertTrue(cost.percent(Duration.ofHours(1)).isEmpty(), "not sooner than is asked for");
    }
}
