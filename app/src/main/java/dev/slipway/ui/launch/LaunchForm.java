package dev.slipway.ui.launch;

import dev.slipway.base.Text;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Extras;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.environment.MemorySize;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the fields hold, as typed.
 *
 * @param gpus the indices that are ticked
 * @param allGpus how many NVIDIA GPUs there are
 * @param editing the name of the saved environment that is being changed; it may keep its name
 * @param extras what the environment has beyond its image
 */
record LaunchForm(String name, String image, List<Integer> gpus, int allGpus, String project, boolean jupyter,
        String memory, String shm, Optional<String> editing, Extras extras) {

    /** A field that cannot be read, and why. */
    record Slip(LaunchPlan.Field field, Text text) {
    }

    /** What cannot be read as typed; empty for a form that {@link #environment} can use. */
    List<Slip> slips() {
        var slips = new ArrayList<Slip>();
        if (folder().isEmpty() && !project.isBlank()) {
            slips.add(new Slip(LaunchPlan.Field.PROJECT, Text.of("launch.not-a-path", project)));
        }
        for (var size : List.of(memory, shm)) {
            if (!size.isBlank() && MemorySize.parse(size).isEmpty()) {
                slips.add(new Slip(LaunchPlan.Field.LIMITS, Text.of("launch.not-a-size", size.strip())));
            }
        }
        extras.packages().firstInvalid().ifPresent(bad ->
                slips.add(new Slip(LaunchPlan.Field.PACKAGES, Text.of("launch.bad-package", bad))));
        return slips;
    }

    private Optional<Path> folder() {
        try {
            return project.isBlank() ? Optional.empty() : Optional.of(Path.of(project.strip()));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /** The environment that is asked for. */
    Environment environment() {
        Environment.GpuChoice choice = gpus.isEmpty() ? new Environment.GpuChoice.None()
                : gpus.size() == allGpus ? new Environment.GpuChoice.All()
                : new Environment.GpuChoice.Some(gpus.stream().map(String::valueOf).toList());
        return new Environment(name.strip(), image.strip(), choice, folder(), jupyter, MemorySize.parse(memory),
                MemorySize.parse(shm), extras);
    }
}
