package dev.slipway.gpu.nvml;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the NVIDIA GPUs of a laptop sleep, told by Linux without waking them. Starting NVML would wake them, and
 * holding it open keeps them awake. Elsewhere nothing is known and nothing sleeps.
 */
final class SleepState {
    /** Where Linux lists PCI devices. */
    static final Path PCI_DEVICES = Path.of("/sys/bus/pci/devices");

    private static final String NVIDIA = "0x10de";
    /** PCI classes that begin with 0x03 are display controllers; a GPU's sound function sleeps on its own. */
    private static final String DISPLAY = "0x03";

    private final Path devices;

    SleepState(Path devices) {
        this.devices = devices;
    }

    /** Whether there is a GPU and every one is powered down. */
    boolean asleep() {
        var gpus = gpus();
        return !gpus.isEmpty() && gpus.stream().allMatch(gpu -> "suspended".equals(read(gpu, "power/runtime_status")));
    }

    /** Whether a GPU may power down when no one uses it. */
    boolean canSleep() {
        return gpus().stream().anyMatch(gpu -> "auto".equals(read(gpu, "power/control")));
    }

    private List<Path> gpus() {
        var gpus = new ArrayList<Path>();
        if (!Files.isDirectory(devices)) {
            return gpus;
        }
        try (var entries = Files.newDirectoryStream(devices)) {
            for (var entry : entries) {
                if (NVIDIA.equals(read(entry, "vendor")) && read(entry, "class").startsWith(DISPLAY)) {
                    gpus.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Without the list nothing is known to sleep, which is what most systems would say anyway.
            return List.of();
        }
        return gpus;
    }

    private static String read(Path device, String file) {
        try {
            return Files.readString(device.resolve(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
