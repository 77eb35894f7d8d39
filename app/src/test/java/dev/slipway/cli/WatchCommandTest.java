package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Reading;
import dev.slipway.gpu.GpuSample;
import dev.slipway.machine.Machines;
import dev.slipway.session.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchCommandTest {
    private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void aSampleIsWrittenExactlyAsDocumented() {
        var usage = new Usage(AT, List.of(new Usage.GpuUsage(sample(Reading.of(4L << 30), Reading.of(37)),
                Map.of("thesis", 3L << 30), Reading.of(1L << 30), List.of())), Map.of("thesis",
                new Usage.SessionLoad(Reading.of(12.54), Reading.of(1L))));
        assertEquals("{\"time\":\"2026-11-20T12:00:00Z\",\"gpus\":[{\"index\":0,\"uuid\":\"GPU-4090\","
                + "\"memoryUsedBytes\":4294967296,\"memoryTotalBytes\":25757220864,\"utilizationPercent\":37,"
                + "\"temperatureCelsius\":61,\"powerWatts\":187.5}],\"sessions\":[{\"name\":\"thesis\","
                + "\"gpuMemoryBytes\":{\"0\":3221225472},\"cpuPercent\":12.5,\"memoryBytes\":1}],"
                + "\"otherBytes\":{\"0\":1073741824}}", json(usage));
    }

    @Test
    void whatIsNotAvailableIsLeftOutAndNeverZero() {
        var usage = new Usage(AT, List.of(new Usage.GpuUsage(sample(Reading.unknown(),
                Reading.missing(Reading.Reason.NOT_SUPPORTED, "")), Map.of(), Reading.unknown(), List.of())),
                Map.of("thesis", new Usage.SessionLoad(Reading.unknown(), Reading.unknown())));
        assertEquals("{\"time\":\"2026-11-20T12:00:00Z\",\"gpus\":[{\"index\":0,\"uuid\":\"GPU-4090\","
                + "\"memoryTotalBytes\":25757220864,\"temperatureCelsius\":61,\"powerWatts\":187.5}],"
                + "\"sessions\":[{\"name\":\"thesis\",\"gpuMemoryBytes\":{}}],\"otherBytes\":{}}", json(usage));
    }

    private static String json(Usage usage) {
        return WatchCommand.json(usage, Machines.state(Machines.linux(), Reading.unknown(),
                List.of(Machines.rtx4090())).machine().orElseThrow()).toString();
    }

    private static GpuSample sample(Reading<Long> used, Reading<Integer> utilization) {
        return new GpuSample(0, "GPU-4090", AT, 0, used, Reading.unknown(), Reading.unknown(), utilization,
                Reading.unknown(), Reading.of(61), Reading.of(187.5), Reading.unknown(), Reading.unknown(),
                Reading.unknown(), Reading.unknown(), Reading.unknown(), Reading.unknown());
    }
}
