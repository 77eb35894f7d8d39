package dev.slipway.gpu;

import dev.slipway.base.Reading;

/**
 * One graphics card, what does not change while the machine runs.
 *
 * @param index NVML's index for NVIDIA GPUs (the order nvidia-smi shows); for others their position in the list
 * @param uuid NVML's UUID ("GPU-..."); for others a made-up name that is stable on this machine
 * @param name the product's name as its driver gives it
 * @param maker who made it
 * @param pciId PCI address, as in 00000000:01:00.0
 * @param brand NVML's brand in words: GeForce RTX, Tesla, Quadro, ...
 * @param computeCapability NVIDIA only
 * @param architecture Ada, Hopper, ...
 * @param memoryBytes total memory
 * @param reservedBytes what the driver keeps for itself, part of the total (NVML's memory info v2)
 * @param powerLimitWatts the limit in force
 * @param eccOn whether error-correcting memory is on
 * @param migOn whether the GPU is split into MIG instances
 */
public record Gpu(
        int index,
        String uuid,
        String name,
        Maker maker,
        Reading<String> pciId,
        Reading<String> brand,
        Reading<ComputeCapability> computeCapability,
        Reading<String> architecture,
        Reading<Long> memoryBytes,
        Reading<Long> reservedBytes,
        Reading<Double> powerLimitWatts,
        Reading<Boolean> eccOn,
        Reading<Boolean> migOn) {

    /** Who made a graphics card. */
    public enum Maker {
        NVIDIA, AMD, INTEL, OTHER
    }

    /** The name without the maker, short enough for a status line: "RTX 4090", "H200". */
    public String shortName() {
        return name.replaceFirst("^NVIDIA\\s+", "").replaceFirst("^GeForce\\s+", "").replaceFirst("^Tesla\\s+", "");
    }

    /** A GPU of which only identity is known. */
    public static Gpu known(int index, String uuid, String name, Maker maker, Reading<ComputeCapability> capability,
            Reading<String> architecture, Reading<Long> memoryBytes) {
        return new Gpu(index, uuid, name, maker, Reading.unknown(), Reading.unknown(), capability, architecture,
                memoryBytes, Reading.unknown(), Reading.unknown(), Reading.unknown(), Reading.unknown());
    }
}
