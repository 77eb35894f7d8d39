package dev.slipway.gpu.nvml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where NVML's library is looked for. */
final class LibraryFile {
    /** A system property with the library's path, for tests. */
    static final String PROPERTY = "slipway.nvml";
    /** An environment variable with the library's path, for unusual installations and tests. */
    static final String VARIABLE = "SLIPWAY_NVML";

    private LibraryFile() {
    }

    /** The names and paths to try in order: a bare name is searched by the system's loader. */
    static List<String> candidates() {
        return candidates(System.getProperty(PROPERTY), System.getProperty("os.name", ""), System.getenv());
    }

    static List<String> candidates(String property, String os, Map<String, String> environment) {
        if (property != null && !property.isBlank()) {
            return List.of(property);
        }
        var variable = environment.get(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return List.of(variable);
        }
        var system = os.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return windows(environment);
        }
        if (system.startsWith("linux")) {
            // WSL's own library comes first: a driver installed inside the distribution by mistake cannot work there.
            return List.of("/usr/lib/wsl/lib/libnvidia-ml.so.1", "libnvidia-ml.so.1",
                    "/run/opengl-driver/lib/libnvidia-ml.so.1");
        }
        return List.of();
    }

    private static List<String> windows(Map<String, String> environment) {
        var paths = new ArrayList<String>();
        // Full paths only, so that a nvml.dll lying about in the current folder is never loaded.
        var root = environment.getOrDefault("SystemRoot", "C:\\Windows");
        paths.add(join(root, "System32", "nvml.dll"));
        var programs = environment.getOrDefault("ProgramW6432",
                environment.getOrDefault("ProgramFiles", "C:\\Program Files"));
        paths.add(join(programs, "NVIDIA Corporation", "NVSMI", "nvml.dll"));
        return List.copyOf(paths);
    }

    private static String join(String... parts) {
        return String.join("\\", parts);
    }

    /** Whether a candidate is a path, not a bare name. */
    static boolean isPath(String candidate) {
        return candidate.indexOf('/') >= 0 || candidate.indexOf('\\') >= 0;
    }

    static Path path(String candidate) {
        return Path.of(candidate);
    }
}
