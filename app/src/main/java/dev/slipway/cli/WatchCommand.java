package dev.slipway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Bytes;
import dev.slipway.base.FailureException;
import dev.slipway.base.Reading;
import dev.slipway.gpu.Feed;
import dev.slipway.machine.Machine;
import dev.slipway.session.Usage;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingDeque;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints GPU use as it comes, one sample after another. */
@Command(name = "watch")
final class WatchCommand implements Callable<Integer> {
    private static final int LONGEST = 3600;

    private final Context context;

    @Spec
    private CommandSpec spec;

    @Option(names = "--count", paramLabel = "N", descriptionKey = "cli.option.count")
    private long count = Long.MAX_VALUE;

    @Option(names = "--interval", paramLabel = "SECONDS", descriptionKey = "cli.option.interval")
    private int interval = 1;

    @Option(names = "--json", descriptionKey = "cli.option.json")
    private boolean json;

    WatchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws FailureException, InterruptedException {
        if (count < 1 || interval < 1 || interval > LONGEST) {
            throw new ParameterException(spec.commandLine(), context.text("cli.watch.range", LONGEST));
        }
        var machine = context.machine();
        if (machine.engine().isPresent()) {
            // So that the first sample already says whose memory is whose.
            context.services().sessions().refresh();
        }
        if (!json && machine.simulated()) {
            context.say("cli.simulated");
        }
        // A reader slower than the samples gets the newest ones; nothing piles up.
        var samples = new LinkedBlockingDeque<Usage>(2);
        try (var _ = context.services().usage(Duration.ofSeconds(interval)).listen(Feed.Pace.VISIBLE, usage -> {
            while (!samples.offerLast(usage)) {
                samples.pollFirst();
            }
        })) {
            for (long printed = 0; printed < count && !context.console().out().checkError(); printed++) {
                var usage = samples.takeFirst();
                if (json) {
                    Json.printLine(context.console(), json(usage, machine));
                } else {
                    print(usage, machine);
                }
            }
        }
        return Failures.DONE;
    }

    static ObjectNode json(Usage usage, Machine machine) {
        var json = Json.object().put("time", usage.at().truncatedTo(ChronoUnit.MILLIS).toString());
        var gpus = json.putArray("gpus");
        for (var gpu : usage.gpus()) {
            var sample = gpu.sample();
            var node = gpus.addObject().put("index", sample.index()).put("uuid", sample.uuid());
            sample.memoryUsedBytes().asOptional().ifPresent(value -> node.put("memoryUsedBytes", value));
            total(machine, sample.uuid()).asOptional().ifPresent(value -> node.put("memoryTotalBytes", value));
            sample.utilizationPercent().asOptional().ifPresent(value -> node.put("utilizationPercent", value));
            sample.temperatureCelsius().asOptional().ifPresent(value -> node.put("temperatureCelsius", value));
            sample.powerWatts().asOptional().ifPresent(value -> node.put("powerWatts", value));
        }
        var sessions = json.putArray("sessions");
        for (var name : names(usage)) {
            var node = sessions.addObject().put("name", name);
            var memory = node.putObject("gpuMemoryBytes");
            usage.gpus().forEach(gpu -> {
                if (gpu.bySession().containsKey(name)) {
                    memory.put(Integer.toString(gpu.sample().index()), gpu.bySession().get(name));
                }
            });
            var load = usage.sessions().get(name);
            if (load != null) {
                load.cpuPercent().asOptional()
                        .ifPresent(value -> node.put("cpuPercent", Math.round(value * 10) / 10.0));
                load.memoryBytes().asOptional().ifPresent(value -> node.put("memoryBytes", value));
            }
        }
        var other = json.putObject("otherBytes");
        usage.gpus().forEach(gpu -> gpu.otherBytes().asOptional()
                .ifPresent(value -> other.put(Integer.toString(gpu.sample().index()), value)));
        return json;
    }

    private static Reading<Long> total(Machine machine, String uuid) {
        return machine.gpus().stream().filter(gpu -> gpu.uuid().equals(uuid)).findFirst()
                .map(gpu -> gpu.memoryBytes()).orElseGet(Reading::unknown);
    }

    private static Set<String> names(Usage usage) {
        var names = new TreeSet<>(usage.sessions().keySet());
        usage.gpus().forEach(gpu -> names.addAll(gpu.bySession().keySet()));
        return names;
    }

    private void print(Usage usage, Machine machine) {
        var table = new Columns(List.of(), Set.of(2, 3, 4, 5));
        for (var gpu : usage.gpus()) {
            var sample = gpu.sample();
            var name = machine.gpus().stream().filter(known -> known.uuid().equals(sample.uuid())).findFirst()
                    .map(known -> known.shortName()).orElse(sample.uuid());
            table.add("GPU " + sample.index(), name,
                    context.text("cli.watch.of", sample.memoryUsedBytes().map(Bytes::gib).orElse("–"),
                            total(machine, sample.uuid()).map(Bytes::gib).orElse("–")),
                    sample.utilizationPercent().map(value -> value + " %").orElse("–"),
                    sample.temperatureCelsius().map(value -> value + " °C").orElse("–"),
                    sample.powerWatts().map(value -> Math.round(value) + " W").orElse("–"));
        }
        for (var name : names(usage)) {
            long held = usage.gpus().stream().mapToLong(gpu -> gpu.bySession().getOrDefault(name, 0L)).sum();
            var load = usage.sessions().get(name);
            table.add("  " + name, context.text("cli.watch.held"), Bytes.inWords(held),
                    load == null ? "–" : load.cpuPercent().map(value -> "CPU " + Math.round(value) + " %").orElse("–"),
                    load == null ? "–" : load.memoryBytes().map(value -> "RAM " + Bytes.inWords(value)).orElse("–"));
        }
        context.console().line(context.console().strong(
                usage.at().atZone(ZoneId.systemDefault()).toLocalTime().truncatedTo(ChronoUnit.SECONDS)
                        .toString()));
        if (usage.gpus().isEmpty()) {
            context.say("cli.machine.no-gpus");
        }
        table.print(context.console());
    }
}
