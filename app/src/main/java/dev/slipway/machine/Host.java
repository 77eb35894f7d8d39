package dev.slipway.machine;

import dev.slipway.base.Reading;

/**
 * The computer around the GPUs.
 *
 * @param os "linux", "windows" or "macos"
 * @param osName in words: "Debian GNU/Linux 12 (bookworm)"
 * @param arch in container terms: "amd64", "arm64", or Java's own name for others
 * @param wsl whether this is a WSL2 distribution
 * @param cpu the processor's name
 * @param cores logical processors
 * @param memoryBytes RAM
 * @param memoryAvailableBytes RAM that programs can still get
 */
public record Host(
        String os,
        String osName,
        String arch,
        boolean wsl,
        Reading<String> cpu,
        Reading<Integer> cores,
        Reading<Long> memoryBytes,
        Reading<Long> memoryAvailableBytes) {
}
