package dev.slipway.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a launch needs to know beside the environment and the machine; {@link LaunchPlan} itself looks at nothing.
 *
 * @param caller who starts it, where the system has user numbers
 * @param home the caller's home folder
 * @param project what lies at the environment's project path
 * @param projectGroup the group that owns the project folder
 * @param jupyterPort a free port of 127.0.0.1 for Jupyter, 1 to 65535
 * @param token the secret for Jupyter; at least 256 bits
 * @param launchId a random name for this launch, by which its container is known again
 * @param colour the session's colour, 0 to 5
 * @param ports free ports of 127.0.0.1 by purpose, for all of {@link FurtherPorts#inside}; one that is missing here is
 *     published at the same number as inside
 */
public record LaunchInputs(Optional<Caller> caller, Path home, Folder project, Optional<Long> projectGroup,
        int jupyterPort, String token, String launchId, int colour, Map<String, Integer> ports) {

    /** Jupyter's port inside containers, and the first one tried outside. */
    public static final int JUPYTER_PORT = 8888;

    /** Freezes the map. */
    public LaunchInputs {
        ports = Map.copyOf(ports);
    }

    /** Inputs with every further port at the number it has inside. */
    public LaunchInputs(Optional<Caller> caller, Path home, Folder project, Optional<Long> projectGroup,
            int jupyterPort, String token, String launchId, int colour) {
        this(caller, home, project, projectGroup, jupyterPort, token, launchId, colour, Map.of());
    }

    /**
     * A user by numbers.
     *
     * @param uid effective user
     * @param gid effective group
     * @param groups all groups
     */
    public record Caller(long uid, long gid, List<Long> groups) {
        /** Freezes the list. */
        public Caller {
            groups = List.copyOf(groups);
        }

        String spelled() {
            return uid + ":" + gid;
        }

        /** The user that runs this program, as Linux tells it; empty elsewhere. Reads a file. */
        public static Optional<Caller> current() {
            try {
                var status = Files.readString(Path.of("/proc/self/status"));
                return Optional.of(new Caller(number(status, "Uid:", 1), number(status, "Gid:", 1),
                        numbers(status, "Groups:")));
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        }

        private static long number(String status, String key, int position) {
            return numbers(status, key).get(position);
        }

        private static List<Long> numbers(String status, String key) {
            var line = status.lines().filter(l -> l.startsWith(key)).findFirst().orElse(key);
            return Arrays.stream(line.substring(key.length()).strip().split("\\s+"))
                    .filter(word -> !word.isEmpty()).map(Long::valueOf).toList();
        }
    }

    /** What lies at a project path. */
    public enum Folder {
        /** No project was asked for. */
        NONE,
        /** A folder that the caller can write. */
        WRITABLE,
        /** A folder that the caller can only read. */
        READ_ONLY,
        /** Nothing. */
        MISSING,
        /** A file, or something else. */
        NOT_A_FOLDER
    }

    /** The inputs for a launch by this user on this machine. Looks at the project folder. */
    public static LaunchInputs here(Environment environment, int jupyterPort, String token, String launchId,
            int colour) {
        var folder = environment.project().map(LaunchInputs::look).orElse(Folder.NONE);
        var group = environment.project().flatMap(LaunchInputs::groupOf);
        return new LaunchInputs(Caller.current(), Path.of(System.getProperty("user.home")), folder, group, jupyterPort,
                token, launchId, colour);
    }

    /** The same before a port and a secret are made, to show what would run. Looks at the project folder. */
    public static LaunchInputs preview(Environment environment) {
        return here(environment, JUPYTER_PORT, "", "", 0);
    }

    /** The same for another user. */
    public LaunchInputs by(Optional<Caller> other) {
        return new LaunchInputs(other, home, project, projectGroup, jupyterPort, token, launchId, colour, ports);
    }

    /** The same with these further ports. */
    public LaunchInputs with(Map<String, Integer> further) {
        return new LaunchInputs(caller, home, project, projectGroup, jupyterPort, token, launchId, colour, further);
    }

    private static Folder look(Path path) {
        if (!Files.exists(path)) {
            return Folder.MISSING;
        }
        if (!Files.isDirectory(path)) {
            return Folder.NOT_A_FOLDER;
        }
        return Files.isWritable(path) ? Folder.WRITABLE : Folder.READ_ONLY;
    }

    private static Optional<Long> groupOf(Path path) {
        try {
            return Optional.of(((Number) Files.getAttribute(path, "unix:gid")).longValue());
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
