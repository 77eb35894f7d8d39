package dev.slipway.machine;

import dev.slipway.base.Reading;
import java.util.Optional;

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
 * @param jetson the board, where this is a Jetson
 */
public record Host(
        String os,
        String osName,
        String arch,
        boolean wsl,
        Reading<String> cpu,
        Reading<Integer> cores,
        Reading<Long> memoryBytes,
        Reading<Long> memoryAvailableBytes,
        Optional<Jetson> jetson) {

    /** A computer that is no Jetson. */
    public Host(String os, String osName, String arch, boolean wsl, Reading<String> cpu, Reading<Integer> cores,
            Reading<Long> memoryBytes, Reading<Long> memoryAvailableBytes) {
        this(os, osName, arch, wsl, cpu, cores, memoryBytes, memoryAvailableBytes, Optional.empty());
    }
}
