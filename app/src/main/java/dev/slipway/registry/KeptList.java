package dev.slipway.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For which registries Slipway put a login into a keyring that Docker knows nothing of: names, no secrets. Without the
 * list every pull would ask every keyring, and some answer by asking the user for a password. Thread-safe.
 */
final class KeptList {
    private static final Logger LOG = LoggerFactory.getLogger(KeptList.class);
    private static final int LONGEST = 64 << 10;

    private final Optional<Path> file;

    /** The list in a file, which need not exist; without one nothing is ever kept. */
    KeptList(Optional<Path> file) {
        this.file = file;
    }

    boolean holds(String registry) {
        return read().contains(registry);
    }

    /** Whether the name is in the list now. */
    synchronized boolean add(String registry) {
        var names = read();
        return !names.add(registry) || write(names);
    }

    synchronized void remove(String registry) {
        var names = read();
        if (names.remove(registry)) {
            write(names);
        }
    }

    private Set<String> read() {
        try {
            if (file.isEmpty() || !Files.exists(file.get()) || Files.size(file.get()) > LONGEST) {
                return new TreeSet<>();
            }
            return Files.readString(file.get()).lines().map(String::strip).filter(line -> !line.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            LOG.info("The list of kept logins cannot be read: {}", e.toString());
            return new TreeSet<>();
        }
    }

    private boolean write(Set<String> names) {
        if (file.isEmpty()) {
            return false;
        }
        try {
            Files.createDirectories(file.get().toAbsolutePath().getParent());
            Files.writeString(file.get(), String.join("\n", names) + "\n", StandardCharsets.UTF_8);
            return true;
        } catch (IOException e) {
            LOG.warn("The list of kept logins cannot be written: {}", e.toString());
            return false;
        }
    }
}
