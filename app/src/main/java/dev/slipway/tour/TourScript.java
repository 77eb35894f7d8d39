package dev.slipway.tour;

import dev.slipway.base.Reading;
import dev.slipway.base.Version;
import dev.slipway.engine.Endpoint;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.GpuAccess;
import dev.slipway.gpu.ComputeCapability;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.gpu.GpuSource;
import dev.slipway.machine.Host;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the simulated machine is made of, and its values as pure functions of time. */
final class TourScript {
    static final long GIB = 1L << 30;

    static final String FAST_GPU = "GPU-00000000-0000-0000-0000-000000004090";
    static final String OLD_GPU = "GPU-00000000-0000-0000-0000-000000001080";

    static final Host HOST = new Host("linux", "Ubuntu 24.04.3 LTS", "amd64", false,
            Reading.of("AMD Ryzen 9 7950X"), Reading.of(16), Reading.of(64 * GIB), Reading.of(49 * GIB));

    static final GpuSource.Inventory INVENTORY = new GpuSource.Inventory(
            Reading.of(new Driver(Version.of("580.95.05"), Reading.of(Version.of("13.0")), Reading.of("13.580.95.05"))),
            List.of(gpu(0, FAST_GPU, "NVIDIA GeForce RTX 4090", "GeForce RTX", "Ada", "8.9", 24 * GIB, 450),
                    gpu(1, OLD_GPU, "NVIDIA GeForce GTX 1080", "GeForce", "Pascal", "6.1", 8 * GIB, 180)),
            "simulated");

    static final EngineInfo ENGINE = new EngineInfo(
            new Endpoint(URI.create("unix:///var/run/docker.sock"), Endpoint.Origin.USUAL_SOCKET, "Docker"),
            EngineInfo.Kind.DOCKER, Version.of("28.2.2"), "1.50", false, false, false, Set.of(GpuAccess.CDI),
            List.of("nvidia.com/gpu=0", "nvidia.com/gpu=1", "nvidia.com/gpu=" + FAST_GPU, "nvidia.com/gpu=" + OLD_GPU,
                    "nvidia.com/gpu=all"),
            "/var/lib/docker", Reading.of(412 * GIB), "amd64");

    private static final long RESERVED = 400L << 20;
    private static final double MINUTE = 60;

    private TourScript() {
    }

    private static Gpu gpu(int index, String uuid, String name, String brand, String architecture, String capability,
            long memory, double watts) {
        return new Gpu(index, uuid, name, Gpu.Maker.NVIDIA, Reading.of("00000000:0" + (index + 1) + ":00.0"),
                Reading.of(brand), Reading.of(ComputeCapability.parse(capability).orElseThrow()),
                Reading.of(architecture), Reading.of(memory), Reading.of(RESERVED), Reading.of(watts),
                Reading.missing(Reading.Reason.NOT_SUPPORTED, ""), Reading.missing(Reading.Reason.NOT_SUPPORTED, ""));
    }

    /** What one GPU is to show {@code seconds} after the tour began (negative: before). */
    record Moment(Map<String, Long> bySession, long other, int utilization, int temperature, double watts) {
        long used() {
            return bySession.values().stream().mapToLong(Long::longValue).sum() + other;
        }
    }

    static Moment fast(double seconds, boolean diffusion, boolean thesis) {
        var bySession = new LinkedHashMap<String, Long>();
        double load = 0;
        if (diffusion) {
            double trend = 8.0 + 3.0 * smooth((seconds + 15 * MINUTE) / (12 * MINUTE));
            bySession.put("diffusion", gib(trend + 0.18 * Math.sin(seconds / 47)));
            load += 68 + 9 * Math.sin(seconds / 11) + 3 * Math.sin(seconds / 2.7);
        }
        if (thesis) {
            double held = 5.1 * smooth((seconds + 9 * MINUTE) / 100);
            if (held > 0.01) {
                bySession.put("thesis", gib(held + 0.05 * Math.sin(seconds / 31)));
                load += 7;
            }
        }
        long other = gib(1.2 + 0.03 * Math.sin(seconds / 83));
        int utilization = (int) Math.round(Math.clamp(load, 0, 100));
        return new Moment(bySession, other, utilization, (int) Math.round(41 + utilization * 0.32),
                28 + utilization * 3.65 + 4 * Math.sin(seconds / 5));
    }

    static Moment old(double seconds) {
        return new Moment(Map.of(), gib(0.3), 0, 41, 9 + 0.4 * Math.sin(seconds / 7));
    }

    private static double smooth(double x) {
        double inside = Math.clamp(x, 0, 1);
        return inside * inside * (3 - 2 * inside);
    }

    private static long gib(double amount) {
        return Math.max(0, Math.round(amount * GIB));
    }

    /** What the driver keeps for itself on each simulated GPU. */
    static long reserved() {
        return RESERVED;
    }
}
