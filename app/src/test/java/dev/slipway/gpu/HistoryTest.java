package dev.slipway.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    /** Held against a list that keeps everything, around the sizes at which the rings grow and turn. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 1000, 1024, 1025, 2048, 3000})
    void keepsTheNewestMomentsHoweverManyThereWere(int capacity) {
        var random = new Random(capacity);
        var history = new History(capacity);
        var all = new ArrayList<Map<String, Float>>();
        for (int moment = 0; moment < 2 * capacity + 7; moment++) {
            var values = new HashMap<String, Float>();
            for (var name : List.of("a", "b", "late")) {
                if (random.nextInt(3) > 0 && (!name.equals("late") || moment > capacity / 2)) {
                    values.put(name, random.nextFloat());
                }
            }
            history.append(10L * moment, values);
            all.add(values);
            if (moment % 97 == 0 || moment > 2 * capacity) {
                int kept = Math.min(all.size(), capacity);
                var columns = new float[kept];
                for (var name : List.of("a", "b", "late")) {
                    history.columns(name, 10L * (moment - kept + 1) - 5, Duration.ofNanos(10L * kept), columns);
                    for (int back = 0; back < kept; back++) {
                        assertEquals(all.get(all.size() - kept + back).getOrDefault(name, Float.NaN), columns[back],
                                name + " " + back + " at " + moment);
                    }
                }
                assertEquals(kept, history.size());
            }
        }
        assertTrue(history.names("").containsAll(List.of("a", "b")));
    }
}
