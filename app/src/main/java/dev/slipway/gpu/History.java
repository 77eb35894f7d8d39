package dev.slipway.gpu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last samples of any number of named series, in rings of primitive arrays that grow with what they hold. A value
 * that is not there is a gap (NaN), never 0. Thread-safe: one writer, any readers.
 */
public final class History {
    /** A day of one series is a third of a megabyte, of which most windows need a few minutes. */
    private static final int FIRST_ROOM = 1024;

    private final int capacity;
    private long[] nanos;
    private final Map<String, float[]> series = new HashMap<>();
    private int next;
    private int size;

    /** A history of {@code capacity} moments (at least 2). */
    public History(int capacity) {
        if (capacity < 2) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
        this.nanos = new long[Math.min(capacity, FIRST_ROOM)];
    }

    /** Adds one moment; series that are not in {@code values} get a gap. {@code at} must not go backwards. */
    public synchronized void append(long at, Map<String, Float> values) {
        if (size == nanos.length && size < capacity) {
            grow();
        }
        nanos[next] = at;
        for (var ring : series.values()) {
            ring[next] = Float.NaN;
        }
        values.forEach((name, value) -> series.computeIfAbsent(name, _ -> gaps())[next] = value);
        size = Math.min(size + 1, capacity);
        next = (next + 1) % capacity;
        if (next == 0) {
            series.values().removeIf(History::onlyGaps);
        }
    }

    /** Until it is full the ring has not turned: its oldest moment is the first. */
    private void grow() {
        int room = Math.min(2 * size, capacity);
        nanos = Arrays.copyOf(nanos, room);
        series.replaceAll((_, ring) -> {
            var larger = Arrays.copyOf(ring, room);
            Arrays.fill(larger, ring.length, room, Float.NaN);
            return larger;
        });
    }

    private float[] gaps() {
        var ring = new float[nanos.length];
        Arrays.fill(ring, Float.NaN);
        return ring;
    }

    private static boolean onlyGaps(float[] ring) {
        for (float value : ring) {
            if (!Float.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    /** How many moments are held. */
    public synchronized int size() {
        return size;
    }

    /** The names of all series whose name starts with {@code prefix}, sorted. */
    public synchronized List<String> names(String prefix) {
        var names = new ArrayList<String>();
        for (var name : series.keySet()) {
            if (name.startsWith(prefix)) {
                names.add(name);
            }
        }
        names.sort(null);
        return names;
    }

    /** The newest value of a series, NaN when there is none. */
    public synchronized float latest(String name) {
        var ring = series.get(name);
        return ring == null || size == 0 ? Float.NaN : ring[Math.floorMod(next - 1, capacity)];
    }

    /**
     * Folds the part of a series between two moments into columns for drawing: the highest value of each column, NaN
     * where nothing was read in it.
     *
     * @param from the left edge, as in {@link System#nanoTime}
     * @param span the width in time
     * @param columns receives the values, oldest first
     */
    public synchronized void columns(String name, long from, Duration span, float[] columns) {
        Arrays.fill(columns, Float.NaN);
        var ring = series.get(name);
        if (ring == null || columns.length == 0) {
            return;
        }
        double width = span.toNanos();
        for (int back = 1; back <= size; back++) {
            int slot = Math.floorMod(next - back, capacity);
            long distance = nanos[slot] - from;
            if (distance < 0) {
                break;
            }
            int column = (int) (distance / width * columns.length);
            if (column >= columns.length || Float.isNaN(ring[slot])) {
                continue;
            }
            columns[column] = Float.isNaN(columns[column]) ? ring[slot] : Math.max(columns[column], ring[slot]);
        }
    }
}
