package dev.slipway.environment;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.GpuRequest;
import dev.slipway.engine.EngineInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The {@code docker run} line that does what Slipway does for a container, made from the same {@link ContainerSpec}.
 * Slipway's own labels are left out: they are its book-keeping and change nothing that runs. Pure.
 */
public final class DockerCommand {
    /** The variable by which Jupyter gets its secret. */
    public static final String TOKEN_VARIABLE = "JUPYTER_TOKEN";

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final String TOKEN_SHOWN = "JUPYTER_TOKEN=\"$SLIPWAY_TOKEN\"";

    private DockerCommand() {
    }

    /** The line, quoted for a POSIX shell; the secret is shown as {@code $SLIPWAY_TOKEN}. */
    public static String line(ContainerSpec spec, EngineInfo.Kind kind) {
        var words = new ArrayList<String>();
        for (var word : arguments(spec, kind)) {
            words.add(word.startsWith(TOKEN_VARIABLE + "=") ? TOKEN_SHOWN : quote(word));
        }
        return String.join(" ", words);
    }

    /** The words of the line, not quoted, with the secret as it is. */
    static List<String> arguments(ContainerSpec spec, EngineInfo.Kind kind) {
        var words = new ArrayList<>(List.of(kind.id(), "run", "--detach", "--name", spec.name(),
                "--hostname", spec.hostname()));
        addGpus(words, spec.gpus());
        spec.user().ifPresent(user -> words.addAll(List.of("--user", user)));
        spec.groups().forEach(group -> words.addAll(List.of("--group-add", group)));
        if (spec.keepId()) {
            words.add("--userns=keep-id");
        }
        words.addAll(List.of("--security-opt", "no-new-privileges"));
        if (spec.init()) {
            words.add("--init");
        }
        words.addAll(List.of("--shm-size", Long.toString(spec.shmBytes())));
        // Without a limit on swap an engine adds as much swap again.
        spec.memoryLimitBytes().ifPresent(bytes -> words.addAll(List.of("--memory", Long.toString(bytes),
                "--memory-swap", Long.toString(bytes))));
        spec.ports().forEach(port -> words.addAll(List.of("--publish",
                port.hostAddress() + ":" + port.hostPort() + ":" + port.containerPort())));
        spec.mounts().forEach(mount -> words.addAll(List.of("--mount", mount(mount))));
        spec.workingDir().ifPresent(folder -> words.addAll(List.of("--workdir", folder)));
        spec.environment().forEach((name, value) -> words.addAll(List.of("--env", name + "=" + value)));
        var entry = spec.entrypoint();
        if (!entry.isEmpty()) {
            words.addAll(List.of("--entrypoint", entry.getFirst()));
        }
        words.add(spec.image());
        words.addAll(entry.isEmpty() ? entry : entry.subList(1, entry.size()));
        words.addAll(spec.command());
        return words;
    }

    private static void addGpus(List<String> words, GpuRequest gpus) {
        switch (gpus) {
            case GpuRequest.None() -> {
            }
            case GpuRequest.Cdi(var names) -> names.forEach(name -> words.addAll(List.of("--device", name)));
            case GpuRequest.NvidiaRuntime(var ids) -> words.addAll(List.of("--gpus",
                    // Docker reads this option as a line of CSV, in which the commas of one field need quotes.
                    ids.isEmpty() ? "all" : "\"device=" + String.join(",", ids) + "\""));
        }
    }

    private static String mount(ContainerSpec.Mount mount) {
        return "type=bind," + csv("source=" + mount.hostPath()) + "," + csv("target=" + mount.containerPath())
                + (mount.readOnly() ? ",readonly" : "");
    }

    private static String csv(String field) {
        return field.contains(",") || field.contains("\"") ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
    }

    /** A word as a POSIX shell reads it back unchanged. */
    public static String quote(String word) {
        return SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
