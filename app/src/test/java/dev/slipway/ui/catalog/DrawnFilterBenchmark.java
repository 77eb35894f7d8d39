package dev.slipway.ui.catalog;

import dev.slipway.base.Background;
import dev.slipway.base.Texts;
import dev.slipway.bench.Bench;
import dev.slipway.settings.Settings;
import dev.slipway.tour.Tour;
import dev.slipway.ui.Screen;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.ImageDesk;
import dev.slipway.ui.kit.Views;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a keystroke in the filter costs with 10,000 rows in the real page of 1404 x 900, drawn by software. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(jvmArgsAppend = {"-Dglass.platform=Headless", "-Dprism.order=sw",
    "--add-opens=javafx.graphics/com.sun.javafx.application=ALL-UNNAMED",
    "--add-opens=javafx.graphics/javafx.scene=ALL-UNNAMED"})
public class DrawnFilterBenchmark {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final Method STYLE = pass("doCSSPass");
    private static final Method LAY_OUT = pass("doLayoutPass");

    /** What is typed: few, some and all keys change every row that is seen; the last ends with a list that is empty. */
    @Param({"pytorch", "cuda12.6 devel", "te", "jax zzz"})
    public String typed;

    private Screen screen;
    private CatalogModel model;
    private TextField filter;
    private WritableImage picture;
    private int length;
    private long keys;
    private long nanos;

    /** Opens the page and fills it. */
    @Setup
    public void fill() {
        var tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
        var many = Bench.of(10_000);
        var texts = Texts.load(Locale.ENGLISH);
        Screen.start();
        model = new CatalogModel(new ImageDesk(() -> many, tour.machine()), tour.machine(),
                Background.virtualThreads(), Fx.platform(), texts,
                new CatalogDoors(_ -> { }, (_, _) -> { }, () -> { }));
        screen = Screen.show(Settings.Theme.LIGHT, 1404, 900, _ -> {
            model.start();
            return new CatalogView(model, new Views(texts)).node();
        });
        screen.await("the table is filled", () -> model.rows().size() >= 10_000);
        filter = screen.find("#filter", TextField.class);
        picture = screen.picture();
    }

    /** Closes the page. */
    @TearDown
    public void close() {
        screen.close();
    }

    /** A key, and all that the FX thread does until the frame is laid out. */
    @Benchmark
    public int laidOut() {
        return Screen.onFx(this::key);
    }

    /** The same, and the whole window drawn into a picture, which is more than a frame draws. */
    @Benchmark
    public int drawn() {
        return Screen.onFx(() -> {
            int rows = key();
            screen.scene().snapshot(picture);
            return rows;
        });
    }

    /** The window alone drawn into a picture, to be taken off. */
    @Benchmark
    public WritableImage onlyDrawn() {
        return Screen.onFx(() -> screen.scene().snapshot(picture));
    }

    /** What neighbours on the processor lengthen less than the time on the wall. */
    @TearDown(Level.Iteration)
    public void tellProcessorTime() {
        if (keys > 0) {
            System.out.printf(Locale.ROOT, "%n# processor time of the FX thread: %.2f ms a key%n",
                    nanos / 1e6 / keys);
        }
        keys = 0;
        nanos = 0;
    }

    /** The two steps of JavaFX's own frame; {@code Node.applyCss} would style the whole window anew. */
    private static Method pass(String name) {
        try {
            var method = Scene.class.getDeclaredMethod(name);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new LinkageError("JavaFX has no " + name, e);
        }
    }

    private int key() throws ReflectiveOperationException {
        long before = CLOCK.getCurrentThreadCpuTime();
        length = (length + 1) % (typed.length() + 1);
        filter.setText(typed.substring(0, length));
        STYLE.invoke(screen.scene());
        LAY_OUT.invoke(screen.scene());
        nanos += CLOCK.getCurrentThreadCpuTime() - before;
        keys++;
        return model.rows().size();
    }
}
