package dev.slipway.gpu.oshi;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The makers of the display controllers on Linux's PCI bus, by PCI vendor number ("0x10de"). Tells in a millisecond
 * whether it is worth asking OSHI, which starts programs to find out what the cards are.
 */
final class PciDisplays {
    static final String NVIDIA = "0x10de";
    /** Where Linux lists PCI devices. */
    static final Path DEVICES = Path.of("/sys/bus/pci/devices");
    /** PCI classes that begin like this are display controllers. */
    private static final String DISPLAY = "0x03";

    private PciDisplays() {
    }

    /** The makers; empty where the bus cannot be looked at, as on other systems and boards without one. */
    static Optional<Set<String>> makers(Path devices) {
        if (!Files.isDirectory(devices)) {
            return Optional.empty();
        }
        var makers = new HashSet<String>();
        int seen = 0;
        try (var entries = Files.newDirectoryStream(devices)) {
            for (var entry : entries) {
                seen++;
                if (Files.readString(entry.resolve("class")).startsWith(DISPLAY)) {
                    makers.add(Files.readString(entry.resolve("vendor")).strip());
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // A bus that cannot be read whole says nothing for certain.
            return Optional.empty();
        }
        return seen == 0 ? Optional.empty() : Optional.of(makers);
    }
}
