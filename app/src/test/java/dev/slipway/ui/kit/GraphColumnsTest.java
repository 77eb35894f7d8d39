package dev.slipway.ui.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gpu.History;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphColumnsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final float NONE = Float.NaN;

    private static GraphFrame frame(History history, int seconds, long nanos, String... series) {
        return new GraphFrame(history,
                java.util.Arrays.stream(series).map(name -> new GraphFrame.Band(name, 0, name)).toList(),
                GraphFrame.Unit.BYTES, 100, Duration.ofSeconds(seconds), nanos, Instant.EPOCH, Duration.ofSeconds(3));
    }

    @Test
    void joinsNearReadingsAndLeavesWideGaps() {
        float[] values = {1, NONE, 3, NONE, NONE, NONE, NONE, 8, NONE};
        GraphColumns.bridge(values, 3);
        assertArrayEquals(new float[] {1, 2, 3, NONE, NONE, NONE, NONE, 8, 8}, values);
    }

    @Test
    void nothingIsInventedBeforeTheFirstReading() {
        float[] values = {NONE, NONE, 5, NONE, NONE, NONE};
        GraphColumns.bridge(values, 2);
        assertArrayEquals(new float[] {NONE, NONE, 5, NONE, NONE, NONE}, values);
    }

    @Test
    void theNewestReadingStandsInTheLastColumn() {
        var history = new History(100);
        for (int second = 0; second <= 20; second++) {
            history.append(second * SECOND, Map.of("a", (float) second));
        }
        var columns = GraphColumns.of(frame(history, 10, 20 * SECOND, "a"), 10);
        assertEquals(20, columns.value(0, 9));
        assertEquals(11, columns.value(0, 0));
    }

    @Test
    void aSessionThatStartsLaterHasItsBeginningMarked() {
        var history = new History(100);
        for (int second = 0; second < 10; second++) {
            history.append(second * SECOND, second < 6 ? Map.of("a", 1f) : Map.of("a", 1f, "b", 2f));
        }
        var columns = GraphColumns.of(frame(history, 10, 9 * SECOND, "a", "b"), 10);
        assertEquals(-1, columns.start(0));
        assertEquals(6, columns.start(1));
    }

    @Test
    void sleepLeavesAGap() {
        var history = new History(100);
        history.append(0, Map.of("a", 1f));
        history.append(SECOND, Map.of("a", 1f));
        history.append(9 * SECOND, Map.of("a", 1f));
        var columns = GraphColumns.of(frame(history, 10, 9 * SECOND, "a"), 10);
        assertTrue(columns.known(0));
        assertFalse(columns.known(5));
        assertTrue(columns.known(9));
    }

    @Test
    void aValueStaysInItsColumnWhileTimeGoesOn() {
        var history = new History(1000);
        var early = frame(history, 600, 5000 * SECOND, "a");
        var later = frame(history, 600, 5001 * SECOND, "a");
        assertEquals(0, Math.floorMod(later.from(100) - early.from(100), early.columnNanos(100)));
        assertEquals(List.of("a"), later.bands().stream().map(GraphFrame.Band::series).toList());
    }
}
