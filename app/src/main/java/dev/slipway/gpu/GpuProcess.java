package dev.slipway.gpu;

import dev.slipway.base.Reading;

/**
 * A process that uses a GPU.
 *
 * @param pid the process id on the host
 * @param memoryBytes GPU memory it holds on this GPU
 * @param kind what it uses the GPU for
 */
public record GpuProcess(long pid, Reading<Long> memoryBytes, Kind kind) {
    /** What a process uses a GPU for. */
    public enum Kind {
        COMPUTE, GRAPHICS, BOTH
    }
}
