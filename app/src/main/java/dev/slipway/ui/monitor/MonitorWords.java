package dev.slipway.ui.monitor;

import dev.slipway.base.Bytes;
import dev.slipway.base.Reading;
import dev.slipway.base.Texts;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.History;
import dev.slipway.machine.MachineSource;
import dev.slipway.session.Session;
import dev.slipway.session.Usage;
import dev.slipway.ui.kit.Formats;
import dev.slipway.ui.kit.GraphFrame;
import dev.slipway.ui.kit.Legend;
import dev.slipway.ui.kit.MemoryBands;
import dev.slipway.ui.kit.SessionColours;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Puts readings into words and pictures. FX thread. */
final class MonitorWords {
    private static final double LEAST_WATTS = 50;
    private static final double HOTTEST = 100;

    private final Texts texts;
    private final MemoryBands bands;
    private List<Session> sessions = List.of();

    MonitorWords(Texts texts) {
        this.texts = texts;
        this.bands = new MemoryBands(texts);
    }

    void sessions(List<Session> newest) {
        sessions = newest;
        bands.sessions(newest);
    }

    /**
     * The GPU to look at while the user has not chosen one: that whose sessions hold most memory, else the first. It
     * stays, so that the page does not jump, until it is gone, or idle while another has sessions.
     */
    String propose(Optional<Usage> usage, String before) {
        var gpus = usage.map(Usage::gpus).orElse(List.of());
        var kept = gpus.stream().filter(gpu -> gpu.sample().uuid().equals(before)).findFirst();
        if (kept.isPresent() && held(kept.get()) > 0) {
            return before;
        }
        var busiest = gpus.stream().filter(gpu -> held(gpu) > 0)
                .max(Comparator.comparingLong(MonitorWords::held));
        return busiest.or(() -> kept).or(() -> gpus.stream().findFirst()).map(gpu -> gpu.sample().uuid())
                .orElse(before);
    }

    private static long held(Usage.GpuUsage gpu) {
        return gpu.bySession().values().stream().mapToLong(Long::longValue).sum();
    }

    MonitorState state(MachineSource.State machine, Optional<Usage> usage, History history, Range range,
            boolean paused, String wanted) {
        var gpus = usage.map(Usage::gpus).orElse(List.of());
        var choices = gpus.size() < 2 ? List.<MonitorState.Choice>of() : choices(gpus, machine);
        // A GPU can fall off the bus while it is being looked at.
        var chosen = gpus.stream().anyMatch(gpu -> gpu.sample().uuid().equals(wanted)) ? wanted : MonitorState.ALL;
        var panels = gpus.stream()
                .filter(gpu -> chosen.equals(MonitorState.ALL) || gpu.sample().uuid().equals(chosen))
                .map(gpu -> panel(gpu, machine, history, range)).toList();
        var nothing = panels.isEmpty() ? Optional.of(nothing(machine)) : Optional.<MonitorState.Nothing>empty();
        return new MonitorState(nothing.isPresent() ? texts.of("monitor.no-graphs") : subtitle(usage, paused), range,
                paused, nothing, choices, chosen, panels,
                usage.map(this::rows).orElse(List.of()));
    }

    private String subtitle(Optional<Usage> usage, boolean paused) {
        if (paused) {
            return texts.of("monitor.paused");
        }
        var holders = usage.orElseThrow().gpus().stream().flatMap(gpu -> gpu.bySession().keySet().stream()).distinct()
                .count();
        long bytes = usage.get().gpus().stream().flatMap(gpu -> gpu.bySession().values().stream())
                .mapToLong(Long::longValue).sum();
        return holders == 0 ? texts.of("monitor.idle") : texts.count("monitor.holding", holders, Formats.gib(bytes));
    }

    private MonitorState.Nothing nothing(MachineSource.State machine) {
        if (machine.inventory().isEmpty()) {
            return new MonitorState.Nothing(texts.of("monitor.looking"), "", false);
        }
        if (machine.inventory().get().driver() instanceof Reading.Value<?>) {
            return new MonitorState.Nothing(texts.of("monitor.first"), "", false);
        }
        return new MonitorState.Nothing(texts.of("monitor.nothing"), texts.of("monitor.nothing.detail"), true);
    }

    private List<MonitorState.Choice> choices(List<Usage.GpuUsage> gpus, MachineSource.State machine) {
        var choices = new ArrayList<MonitorState.Choice>();
        boolean alike = gpus.stream().map(gpu -> identity(machine, gpu.sample().uuid()).map(Gpu::shortName)).distinct()
                .count() == 1;
        for (var gpu : gpus) {
            // Eight of a kind are told apart by their number alone.
            choices.add(new MonitorState.Choice(gpu.sample().uuid(),
                    alike ? texts.of("monitor.gpu", gpu.sample().index()) : name(gpu, machine)));
        }
        choices.add(new MonitorState.Choice(MonitorState.ALL, texts.of("monitor.all")));
        return choices;
    }

    /** Two of the same kind are told apart by their index. */
    private String name(Usage.GpuUsage gpu, MachineSource.State machine) {
        var sample = gpu.sample();
        var name = identity(machine, sample.uuid()).map(Gpu::shortName)
                .orElse(texts.of("monitor.gpu", sample.index()));
        boolean twin = machine.inventory().stream().flatMap(inventory -> inventory.gpus().stream())
                .filter(other -> other.shortName().equals(name)).count() > 1;
        return twin ? texts.of("monitor.twin", name, sample.index()) : name;
    }

    private static Optional<Gpu> identity(MachineSource.State machine, String uuid) {
        return machine.inventory().stream().flatMap(inventory -> inventory.gpus().stream())
                .filter(gpu -> gpu.uuid().equals(uuid)).findFirst();
    }

    private MonitorState.Panel panel(Usage.GpuUsage gpu, MachineSource.State machine, History history, Range range) {
        var sample = gpu.sample();
        var uuid = sample.uuid();
        var identity = identity(machine, uuid);
        long total = identity.flatMap(known -> known.memoryBytes().asOptional()).orElse(0L);
        var memory = new GraphFrame(history, bands.bands(history, uuid), GraphFrame.Unit.BYTES, total, range.span(),
                sample.nanos(), sample.at(), GraphFrame.USUAL_GAP);
        var legend = bands.shares(gpu).stream()
                .map(share -> new Legend.Item(share.colour(), share.name() + " " + Bytes.gib(share.bytes()))).toList();
        return new MonitorState.Panel(uuid, name(gpu, machine),
                texts.of("monitor.memory", name(gpu, machine)),
                texts.of("monitor.amount", sample.memoryUsedBytes().map(Bytes::gib).orElse(Formats.NONE),
                        total > 0 ? Bytes.gib(total) : Formats.NONE),
                memory, legend, gauges(gpu, identity, history, range));
    }

    private List<MonitorState.Gauge> gauges(Usage.GpuUsage gpu, Optional<Gpu> identity, History history, Range range) {
        var sample = gpu.sample();
        double limit = identity.flatMap(known -> known.powerLimitWatts().asOptional())
                .orElse(Math.max(LEAST_WATTS, sample.powerWatts().orElse(LEAST_WATTS) * 1.25));
        return List.of(
                new MonitorState.Gauge(texts.of("monitor.utilization"), Formats.percent(sample.utilizationPercent()),
                        gauge(gpu, history, range, "utilization", GraphFrame.Unit.PERCENT, 100)),
                new MonitorState.Gauge(texts.of("monitor.temperature"), Formats.celsius(sample.temperatureCelsius()),
                        gauge(gpu, history, range, "temperature", GraphFrame.Unit.CELSIUS, HOTTEST)),
                new MonitorState.Gauge(texts.of("monitor.power"), Formats.watts(sample.powerWatts()),
                        gauge(gpu, history, range, "power", GraphFrame.Unit.WATTS, limit)));
    }

    private static GraphFrame gauge(Usage.GpuUsage gpu, History history, Range range, String series,
            GraphFrame.Unit unit, double maximum) {
        var sample = gpu.sample();
        return new GraphFrame(history, List.of(new GraphFrame.Band("gpu." + sample.uuid() + "." + series, 0, series)),
                unit, maximum, range.span(), sample.nanos(), sample.at(), GraphFrame.USUAL_GAP);
    }

    private List<MonitorState.Row> rows(Usage usage) {
        var names = new LinkedHashSet<String>();
        sessions.stream().map(Session::name)
                .filter(name -> usage.sessions().containsKey(name) || holds(usage, name)).forEach(names::add);
        usage.gpus().forEach(gpu -> gpu.bySession().keySet().stream().sorted().forEach(names::add));
        var rows = new ArrayList<MonitorState.Row>();
        for (var name : names) {
            var load = Optional.ofNullable(usage.sessions().get(name));
            long bytes = usage.gpus().stream().mapToLong(gpu -> gpu.bySession().getOrDefault(name, 0L)).sum();
            rows.add(new MonitorState.Row(name, bands.colour(name), commands(usage, name),
                    indices(usage, gpu -> gpu.bySession().containsKey(name)),
                    Formats.gib(bytes),
                    load.map(one -> Formats.percent(one.cpuPercent())).orElse(Formats.NONE),
                    load.map(one -> Formats.gib(one.memoryBytes())).orElse(Formats.NONE)));
        }
        long others = usage.gpus().stream().mapToLong(gpu -> gpu.otherBytes().orElse(0L)).sum();
        if (others > 0) {
            rows.add(new MonitorState.Row(texts.of("app.other-memory"), SessionColours.OTHER, commands(usage, ""),
                    indices(usage, gpu -> gpu.otherBytes().orElse(0L) > 0),
                    Formats.gib(others), Formats.NONE, Formats.NONE));
        }
        return rows;
    }

    /** "0, 2", and "0–7" where three or more follow one another. */
    static String indices(Usage usage, Predicate<Usage.GpuUsage> wanted) {
        var indices = usage.gpus().stream().filter(wanted).map(gpu -> gpu.sample().index()).sorted().toList();
        var parts = new ArrayList<String>();
        for (int first = 0; first < indices.size();) {
            int end = first + 1;
            while (end < indices.size() && indices.get(end) == indices.get(end - 1) + 1) {
                end++;
            }
            if (end - first > 2) {
                parts.add(indices.get(first) + "–" + indices.get(end - 1));
            } else {
                indices.subList(first, end).forEach(index -> parts.add(Integer.toString(index)));
            }
            first = end;
        }
        return String.join(", ", parts);
    }

    private static boolean holds(Usage usage, String session) {
        return usage.gpus().stream().anyMatch(gpu -> gpu.bySession().containsKey(session));
    }

    private static String commands(Usage usage, String session) {
        var commands = usage.gpus().stream().flatMap(gpu -> gpu.holders().stream())
                .filter(holder -> holder.session().equals(session)).map(Usage.Holder::command)
                .filter(command -> !command.isBlank()).distinct().collect(Collectors.joining(", "));
        return commands.isEmpty() ? Formats.NONE : commands;
    }
}
