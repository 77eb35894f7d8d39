package dev.slipway.bench;

import dev.slipway.catalog.BundledCatalog;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Loading the facts that come with the program. */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LoadBenchmark {
    /** Once, in a virtual machine that has just started, as every command does. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Fork(10)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public BundledCatalog cold() {
        return BundledCatalog.load();
    }

    /** Again and again. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public BundledCatalog warm() {
        return BundledCatalog.load();
    }
}
