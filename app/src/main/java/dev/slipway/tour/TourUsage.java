package dev.slipway.tour;

import dev.slipway.base.Reading;
import dev.slipway.base.Subscription;
import dev.slipway.gpu.Feed;
import dev.slipway.gpu.GpuSample;
import dev.slipway.gpu.History;
import dev.slipway.session.Usage;
import dev.slipway.session.UsageFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Simulated samples joined to simulated sessions. */
final class TourUsage implements UsageFeed {
    private static final int HISTORY_SECONDS = 86_400;
    private static final Map<Long, String> COMMANDS = Map.of(TourGpus.DIFFUSION_PID, "python train.py",
            TourGpus.THESIS_PID, "ipykernel", 2_114L, "gnome-shell", 9_035L, "firefox");

    private final Feed feed;
    private final TourSessions sessions;
    private final History history = new History(HISTORY_SECONDS);
    private long newest = Long.MIN_VALUE;

    TourUsage(Feed feed, TourSessions sessions, TourGpus gpus, long now, int secondsBefore) {
        this.feed = feed;
        this.sessions = sessions;
        for (int second = -secondsBefore; second <= 0; second++) {
            keep(join(gpus.sampleAt(now + second * 1_000_000_000L)));
        }
    }

    private Usage join(List<GpuSample> samples) {
        var gpus = new ArrayList<Usage.GpuUsage>();
        var load = new HashMap<String, Usage.SessionLoad>();
        for (var sample : samples) {
            var bySession = new HashMap<String, Long>();
            var holders = new ArrayList<Usage.Holder>();
            for (var process : sample.processes().orElse(List.of())) {
                var owner = sessions.owners(List.of(process.pid())).getOrDefault(process.pid(), "");
                holders.add(new Usage.Holder(process.pid(), owner, COMMANDS.getOrDefault(process.pid(), ""),
                        process.memoryBytes()));
                if (!owner.isEmpty()) {
                    bySession.merge(owner, process.memoryBytes().orElse(0L), Long::sum);
                    boolean busy = owner.equals("diffusion");
                    load.put(owner, new Usage.SessionLoad(Reading.of(busy ? 118.0 : 4.0),
                            Reading.of((busy ? 62 : 39) * TourScript.GIB / 10)));
                }
            }
            long held = bySession.values().stream().mapToLong(Long::longValue).sum();
            gpus.add(new Usage.GpuUsage(sample, bySession, sample.memoryUsedBytes().map(used -> used - held), holders));
        }
        return new Usage(samples.getFirst().at(), gpus, load);
    }

    private void keep(Usage usage) {
        var values = new HashMap<String, Float>();
        var bySession = new HashMap<String, Float>();
        for (var gpu : usage.gpus()) {
            var name = "gpu." + gpu.sample().uuid() + ".";
            gpu.sample().memoryUsedBytes().asOptional().ifPresent(used -> values.put(name + "used", used.floatValue()));
            gpu.otherBytes().asOptional().ifPresent(other -> values.put(name + "other", other.floatValue()));
            gpu.sample().utilizationPercent().asOptional()
                    .ifPresent(percent -> values.put(name + "utilization", percent.floatValue()));
            gpu.sample().temperatureCelsius().asOptional()
                    .ifPresent(celsius -> values.put(name + "temperature", celsius.floatValue()));
            gpu.sample().powerWatts().asOptional()
                    .ifPresent(watts -> values.put(name + "power", watts.floatValue()));
            gpu.bySession().forEach((session, bytes) -> {
                values.put(name + "session." + session, bytes.floatValue());
                bySession.merge("session." + session + ".gpu", bytes.floatValue(), Float::sum);
            });
        }
        usage.sessions().forEach((session, load) -> {
            load.cpuPercent().asOptional()
                    .ifPresent(cpu -> values.put("session." + session + ".cpu", cpu.floatValue()));
            load.memoryBytes().asOptional()
                    .ifPresent(ram -> values.put("session." + session + ".memory", ram.floatValue()));
        });
        values.putAll(bySession);
        history.append(usage.gpus().getFirst().sample().nanos(), values);
    }

    @Override
    public Subscription listen(Feed.Pace pace, Consumer<Usage> listener) {
        return feed.listen(pace, samples -> {
            var usage = join(samples);
            synchronized (history) {
                // Several listeners share one feed; the history takes each moment once.
                if (samples.getFirst().nanos() > newest) {
                    newest = samples.getFirst().nanos();
                    keep(usage);
                }
            }
            listener.accept(usage);
        });
    }

    @Override
    public History history() {
        return history;
    }
}
