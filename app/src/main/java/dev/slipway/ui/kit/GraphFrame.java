package dev.slipway.ui.kit;

import dev.slipway.gpu.History;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Everything a graph needs to draw one picture.
 *
 * @param history where the values are
 * @param bands the series, stacked from the bottom up
 * @param unit what the values are
 * @param maximum the value at the top edge, above 0
 * @param span how much time the width stands for
 * @param nanos the moment at the right edge, as in {@link System#nanoTime}
 * @param at the same moment for people
 * @param longestGap two readings at most this far apart belong together; wider gaps stay gaps
 */
public record GraphFrame(History history, List<Band> bands, Unit unit, double maximum, Duration span, long nanos,
        Instant at, Duration longestGap) {
    /** A hidden window is sampled every five seconds; one missed sample more is no gap yet. */
    public static final Duration USUAL_GAP = Duration.ofSeconds(12);

    /** Freezes the list and checks the maximum. */
    public GraphFrame {
        bands = List.copyOf(bands);
        if (!(maximum > 0)) {
            maximum = 1;
        }
    }

    /**
     * A series with its colour ({@link SessionColours}) and its name in words; a session's first reading is marked with
     * {@code started}, when that is not empty.
     */
    public record Band(String series, int colour, String name, String started) {
        /** A band whose beginning is not marked. */
        public Band(String series, int colour, String name) {
            this(series, colour, name, "");
        }
    }

    /** What values are, which decides how they are written. */
    public enum Unit {
        BYTES, PERCENT, CELSIUS, WATTS;

        /** The value with its unit: "11.0 GiB". */
        public String words(double value) {
            return switch (this) {
                case BYTES -> Formats.gib(Math.round(value));
                case PERCENT -> Math.round(value) + " %";
                case CELSIUS -> Math.round(value) + " °C";
                case WATTS -> Math.round(value) + " W";
            };
        }

        /** The value without its unit, for the axis: "18". */
        String bare(double value) {
            if (this != BYTES) {
                return Long.toString(Math.round(value));
            }
            double gib = value / (1L << 30);
            // Three digits and a decimal are more than the axis has room for, and than anyone reads there.
            return gib == Math.rint(gib) || gib >= 100 ? Long.toString(Math.round(gib))
                    : String.format(Locale.ROOT, "%.1f", gib);
        }
    }

    /** How long one of {@code columns} columns is. */
    long columnNanos(int columns) {
        return Math.max(1, span.toNanos() / Math.max(1, columns));
    }

    /**
     * The left edge for {@code columns} columns. It moves in whole columns, so that a value stays in its column and the
     * graph does not shimmer.
     */
    long from(int columns) {
        long width = columnNanos(columns);
        return Math.floorDiv(nanos, width) * width - (columns - 1L) * width;
    }
}
