package dev.slipway.ui.catalog;

import dev.slipway.base.Background;
import dev.slipway.base.Texts;
import dev.slipway.bench.Bench;
import dev.slipway.tour.Tour;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.collections.transformation.SortedList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a keystroke in the filter of the page of images costs with 10,000 rows, short of drawing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FilterBenchmark {
    /** What is typed; the third is a reference, which is looked up besides. */
    @Param({"pytorch", "cuda12.6 devel", "pytorch/pytorch:2.8.0"})
    public String typed;

    private CatalogModel model;
    private SortedList<CatalogRow> sorted;
    private int length;

    /** Judges 10,000 rows and sorts them as a click on the first column does. */
    @Setup
    public void fill() {
        var tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
        var many = Bench.of(10_000);
        model = new CatalogModel(new ImageDesk(() -> many, tour.machine()), tour.machine(), Background.sameThread(),
                Fx.direct(), Texts.load(Locale.ENGLISH), new CatalogDoors(_ -> { }, (_, _) -> { }, () -> { }));
        model.start();
        sorted = new SortedList<>(model.rows(), CatalogRow.BY_VERDICT);
        // The tour's engine has an image or two of its own besides.
        if (sorted.size() < 10_000) {
            throw new IllegalStateException("Not filled: " + sorted.size());
        }
    }

    /** One key: the next letter of the text, and after the last one the empty field again. */
    @Benchmark
    public int keystroke() {
        length = (length + 1) % (typed.length() + 1);
        model.filterProperty().set(typed.substring(0, length));
        return sorted.size();
    }
}
