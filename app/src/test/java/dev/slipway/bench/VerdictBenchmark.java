package dev.slipway.bench;

import dev.slipway.catalog.ImageEntry;
import dev.slipway.compat.ImageRow;
import dev.slipway.compat.ImageTable;
import dev.slipway.compat.Judge;
import dev.slipway.compat.Machines;
import dev.slipway.compat.Verdict;
import dev.slipway.machine.Machine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Verdicts on one machine, with sentence, points and suggestion. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class VerdictBenchmark {
    /** A current GPU with an older driver, an old GPU beside a new one, and eight of a kind. */
    @Param({"rtx4090", "pair", "h100x8"})
    public String machine;

    private Machine here;
    private Judge judge;
    private List<ImageEntry> mixed;
    private dev.slipway.catalog.Catalog many;
    private int at;

    /** Loads everything once; rows come in a fixed random order, as no two neighbours then look alike. */
    @Setup
    public void load() {
        here = switch (machine) {
            case "rtx4090" -> Machines.rtx4090("550.54.14");
            case "pair" -> Machines.pair("580.95.05");
            default -> Machines.h100s("535.183.01", 8);
        };
        many = Bench.of(10_000);
        judge = new Judge(many);
        mixed = new ArrayList<>(many.entries());
        Collections.shuffle(mixed, new Random(1));
        judge.judge(here, mixed.getFirst());
    }

    /** One verdict, the machine known already. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Verdict verdict() {
        at = (at + 1) % mixed.size();
        return judge.judge(here, mixed.get(at));
    }

    /** 10,000 verdicts from nothing: the machine is worked out anew, and so is every suggestion. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public void tenThousandVerdicts(Blackhole hole) {
        var fresh = new Judge(many);
        for (var entry : mixed) {
            hole.consume(fresh.judge(here, entry));
        }
    }

    /** The whole table of 10,000 rows, judged and sorted. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public List<ImageRow> tableOfTenThousand() {
        return ImageTable.rows(here, many, List.of(), Map.of());
    }
}
