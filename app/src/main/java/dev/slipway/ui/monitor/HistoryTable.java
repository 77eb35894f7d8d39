package dev.slipway.ui.monitor;

import dev.slipway.gpu.History;
import dev.slipway.session.Usage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The readings of a stretch of time as comma-separated values: one line a second that has a reading, one column a
 * series, an empty field where there was none. Memory in bytes, shares in percent, temperature in °C, power in W.
 */
record HistoryTable(History history, Usage newest, Duration span) {

    /** Writes the table. Blocking. */
    void write(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            write(out);
        }
    }

    private void write(BufferedWriter out) throws IOException {
        var series = new ArrayList<String>();
        series.addAll(history.names("gpu."));
        series.addAll(history.names("session."));
        int seconds = Math.toIntExact(span.toSeconds());
        // One second more, so that the newest reading is inside.
        long from = newestNanos() - Duration.ofSeconds(seconds - 1L).toNanos();
        var start = newest.at().minusSeconds(seconds - 1L).truncatedTo(ChronoUnit.SECONDS);
        var columns = new ArrayList<float[]>();
        for (var name : series) {
            var values = new float[seconds];
            history.columns(name, from, span, values);
            columns.add(values);
        }
        out.write("time");
        for (var name : series) {
            out.write(',');
            out.write(name);
        }
        out.write("\r\n");
        for (int second = 0; second < seconds; second++) {
            line(out, start.plusSeconds(second), columns, second);
        }
    }

    private long newestNanos() {
        return newest.gpus().isEmpty() ? System.nanoTime() : newest.gpus().getFirst().sample().nanos();
    }

    private static void line(BufferedWriter out, Instant at, List<float[]> columns, int second) throws IOException {
        if (columns.stream().allMatch(values -> Float.isNaN(values[second]))) {
            return;
        }
        out.write(at.toString());
        for (var values : columns) {
            out.write(',');
            if (!Float.isNaN(values[second])) {
                out.write(values[second] == Math.rint(values[second]) ? Long.toString((long) values[second])
                        : String.format(Locale.ROOT, "%.1f", values[second]));
            }
        }
        out.write("\r\n");
    }
}
