package dev.slipway.session;

import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import dev.slipway.environment.StartScripts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks whether the GPUs that a container was given are really inside. Proof is what the driver answers there
 * ({@code nvidia-smi -L} names them by UUID) or, where that program cannot run, their device files. A variable such as
 * NVIDIA_VISIBLE_DEVICES proves nothing: it stays set when no runtime heeds it.
 */
final class GpuProof {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Pattern UUID = Pattern.compile("\\(UUID: (GPU-[0-9A-Za-z-]{1,64})\\)");

    private GpuProof() {
    }

    static boolean look(Engine engine, String container, List<String> wanted)
            throws FailureException, InterruptedException {
        var result = engine.exec(container, List.of("/bin/sh", "-c", StartScripts.GPUS), LONGEST);
        return seen(result.output(), wanted);
    }

    /** Whether this output of {@link StartScripts#GPUS} shows all GPUs that are wanted. */
    static boolean seen(String output, List<String> wanted) {
        var uuids = new HashSet<String>();
        var match = UUID.matcher(output);
        while (match.find()) {
            uuids.add(match.group(1));
        }
        if (!uuids.isEmpty()) {
            boolean exact = wanted.stream().allMatch(uuid -> uuid.startsWith("GPU-"));
            return exact ? uuids.containsAll(wanted) : uuids.size() >= wanted.size();
        }
        long nodes = output.lines().filter(line -> line.matches("device /dev/nvidia\\d{1,3}")).count();
        // WSL2 has one device for all GPUs.
        return nodes >= wanted.size() || output.lines().anyMatch("device /dev/dxg"::equals);
    }
}
