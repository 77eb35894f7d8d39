package dev.slipway.ui.kit;

import java.time.Duration;
import java.util.Arrays;

/** The values behind a graph, one column a device pixel. Plain arithmetic, no drawing. */
final class GraphColumns {
    private final float[][] bands;
    private final boolean[] known;
    private final long from;
    private final long width;

    private GraphColumns(float[][] bands, boolean[] known, long from, long width) {
        this.bands = bands;
        this.known = known;
        this.from = from;
        this.width = width;
    }

    /** Folds a frame into {@code count} columns. */
    static GraphColumns of(GraphFrame frame, int count) {
        long width = frame.columnNanos(count);
        long from = frame.from(count);
        var span = Duration.ofNanos(width * count);
        int reach = (int) Math.min(count, Math.max(1, frame.longestGap().toNanos() / width));
        var bands = new float[frame.bands().size()][count];
        var known = new boolean[count];
        for (int i = 0; i < bands.length; i++) {
            frame.history().columns(frame.bands().get(i).series(), from, span, bands[i]);
            bridge(bands[i], reach);
            for (int column = 0; column < count; column++) {
                known[column] |= !Float.isNaN(bands[i][column]);
            }
        }
        return new GraphColumns(bands, known, from, width);
    }

    /** Joins readings at most {@code reach} columns apart by a straight line, and holds the last one as long. */
    static void bridge(float[] values, int reach) {
        int last = -1;
        for (int column = 0; column < values.length; column++) {
            if (Float.isNaN(values[column])) {
                continue;
            }
            if (last >= 0 && column - last > 1 && column - last <= reach) {
                float step = (values[column] - values[last]) / (column - last);
                for (int between = last + 1; between < column; between++) {
                    values[between] = values[last] + step * (between - last);
                }
            }
            last = column;
        }
        if (last >= 0 && values.length - 1 - last <= reach) {
            Arrays.fill(values, last + 1, values.length, values[last]);
        }
    }

    int count() {
        return known.length;
    }

    int bandCount() {
        return bands.length;
    }

    /** Whether anything was read in a column. */
    boolean known(int column) {
        return known[column];
    }

    /** A band's value in a column; NaN where it has none. */
    float value(int band, int column) {
        return bands[band][column];
    }

    /** The column in which a band begins while others go on before it; -1 when it does not. */
    int start(int band) {
        for (int column = bands[band].length - 1; column > 0; column--) {
            if (!Float.isNaN(bands[band][column]) && Float.isNaN(bands[band][column - 1])) {
                return known[column - 1] ? column : -1;
            }
        }
        return -1;
    }

    /** The moment of a column's middle, as in {@link System#nanoTime}. */
    long nanos(int column) {
        return from + width * column + width / 2;
    }
}
