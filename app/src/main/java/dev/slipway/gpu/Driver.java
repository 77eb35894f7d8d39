package dev.slipway.gpu;

import dev.slipway.base.Reading;
import dev.slipway.base.Version;

/**
 * The NVIDIA driver of this machine.
 *
 * @param version the driver's own version: 580.95.05
 * @param cuda the newest CUDA version the driver speaks: 13.0
 * @param nvml NVML's version
 */
public record Driver(Version version, Reading<Version> cuda, Reading<String> nvml) {
}
