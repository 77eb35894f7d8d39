package dev.slipway.machine;

import dev.slipway.engine.EngineInfo;
import dev.slipway.gpu.Driver;
import dev.slipway.gpu.Gpu;
import dev.slipway.base.Reading;
import java.util.List;
import java.util.Optional;

/**
 * Everything a verdict needs to know of a machine, at one moment.
 *
 * @param host the computer
 * @param driver the NVIDIA driver, or why there is none
 * @param gpus all graphics cards, NVIDIA's first
 * @param engine the container engine in use, if one answers
 * @param simulated whether this is the tour's machine
 */
public record Machine(Host host, Reading<Driver> driver, List<Gpu> gpus, Optional<EngineInfo> engine,
        boolean simulated) {
    /** Freezes the list. */
    public Machine {
        gpus = List.copyOf(gpus);
    }

    /** The GPUs that can run CUDA. */
    public List<Gpu> nvidiaGpus() {
        return gpus.stream().filter(gpu -> gpu.maker() == Gpu.Maker.NVIDIA).toList();
    }
}
