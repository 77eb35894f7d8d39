package dev.slipway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** This computer's name, needed only to leave it out of reports. */
final class HostName {
    private HostName() {
    }

    /** The name; empty when the system does not tell. No name service is asked. */
    static String read(Map<String, String> env) {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException _) {
            // Not Linux.
            return env.getOrDefault("COMPUTERNAME", env.getOrDefault("HOSTNAME", ""));
        }
    }
}
