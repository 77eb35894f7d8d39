package dev.slipway.selftest;

import dev.slipway.base.Bytes;
import dev.slipway.base.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The figures of one or two results, line by line. Pure. */
public final class Figures {
    private static final Datasheet DATASHEET = Datasheet.load();

    private Figures() {
    }

    /** What a figure counts. */
    public enum Unit {
        TERAFLOPS, GIGABYTES_PER_SECOND, MILLISECONDS, SECONDS, BYTES;

        /** Whether more is better. */
        boolean moreIsBetter() {
            return this == TERAFLOPS || this == GIGABYTES_PER_SECOND;
        }
    }

    /**
     * A figure.
     *
     * @param label what was measured
     * @param note more about it, such as the share of the data sheet's rate
     */
    public record Figure(Text label, double value, Unit unit, Optional<Text> note) {
        /** With its unit: "688 TFLOP/s". */
        public String shown() {
            return switch (unit) {
                case TERAFLOPS -> number(value) + " TFLOP/s";
                case GIGABYTES_PER_SECOND -> number(value) + " GB/s";
                case MILLISECONDS -> String.format(Locale.ROOT, "%.3f ms", value);
                case SECONDS -> number(value) + " s";
                case BYTES -> Bytes.inWords(Math.round(value));
            };
        }
    }

    /**
     * A line with the figures of two results.
     *
     * @param gain how much better the second is: 1.2 is a fifth better, whatever the unit; empty where one is missing
     */
    public record Pair(Text label, Optional<Figure> first, Optional<Figure> second, Optional<Double> gain) {
    }

    /** All figures of a result, in a fixed order. */
    public static List<Figure> of(SelfTestResult result) {
        return List.copyOf(byLabel(result).values());
    }

    /** Both results' figures, matched by what was measured. */
    public static List<Pair> compare(SelfTestResult first, SelfTestResult second) {
        var left = byLabel(first);
        var right = byLabel(second);
        var labels = new ArrayList<>(left.keySet());
        right.keySet().stream().filter(label -> !left.containsKey(label)).forEach(labels::add);
        return labels.stream().map(label -> new Pair(label, Optional.ofNullable(left.get(label)),
                Optional.ofNullable(right.get(label)), gain(left.get(label), right.get(label)))).toList();
    }

    private static Optional<Double> gain(Figure first, Figure second) {
        if (first == null || second == null || first.value() <= 0 || second.value() <= 0) {
            return Optional.empty();
        }
        return Optional.of(first.unit().moreIsBetter() ? second.value() / first.value()
                : first.value() / second.value());
    }

    private static Map<Text, Figure> byLabel(SelfTestResult result) {
        var measured = result.measured();
        var figures = new LinkedHashMap<Text, Figure>();
        for (var rate : measured.rates().values()) {
            add(figures, Text.of("selftest.figure.product", rate.type(), rate.gpu()), rate.teraflops(), Unit.TERAFLOPS,
                    share(measured, rate));
        }
        for (var copy : measured.copies().values()) {
            add(figures, Text.of("selftest.figure.to-device", copy.gpu()), copy.toDevice(), Unit.GIGABYTES_PER_SECOND,
                    Optional.empty());
            add(figures, Text.of("selftest.figure.to-host", copy.gpu()), copy.toHost(), Unit.GIGABYTES_PER_SECOND,
                    Optional.empty());
        }
        for (var run : measured.compile().values()) {
            var what = what(run);
            run.milliseconds().ifPresent(ms -> add(figures, Text.of("selftest.figure.time", what), ms,
                    Unit.MILLISECONDS, note(run)));
            run.compileSeconds().ifPresent(seconds -> add(figures, Text.of("selftest.figure.compile", what), seconds,
                    Unit.SECONDS, Optional.empty()));
            run.peakBytes().ifPresent(bytes -> add(figures, Text.of("selftest.figure.peak", what), bytes, Unit.BYTES,
                    Optional.empty()));
        }
        for (var reduce : measured.allReduce().values()) {
            add(figures, Text.of("selftest.figure.all-reduce", reduce.gpus()), reduce.busGigabytesPerSecond(),
                    Unit.GIGABYTES_PER_SECOND, Optional.empty());
        }
        return figures;
    }

    private static void add(Map<Text, Figure> figures, Text label, double value, Unit unit, Optional<Text> note) {
        figures.put(label, new Figure(label, value, unit, note));
    }

    private static Text what(Measured.CompileRun run) {
        return Text.of("selftest.figure.what", run.model().equals("resnet") ? "ResNet" : "Transformer",
                Text.of(run.task().equals("training") ? "selftest.task.training" : "selftest.task.inference"),
                run.mode());
    }

    private static Optional<Text> note(Measured.CompileRun run) {
        return run.speedUp().map(times -> run.relativeError().isPresent()
                ? Text.of("selftest.figure.speed-up", times(times), percent(run.relativeError().get()))
                : Text.of("selftest.figure.speed-up-only", times(times)));
    }

    private static Optional<Text> share(Measured measured, Measured.Rate rate) {
        return rate.gpu() < 0 || rate.gpu() >= measured.devices().size() ? Optional.empty()
                : DATASHEET.peak(measured.devices().get(rate.gpu()).name(), rate.type()).map(peak ->
                        Text.of("selftest.figure.share", Math.round(rate.teraflops() / peak * 100), number(peak)));
    }

    /** "1.65" for a factor. */
    public static String times(double factor) {
        return String.format(Locale.ROOT, "%.2f", factor);
    }

    /** "0.25 %" for 0.0025. */
    static String percent(double share) {
        return share == 0 ? "0 %" : share < 0.00005 ? "<0.01 %" : String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }
}
