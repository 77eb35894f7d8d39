package dev.slipway.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a user wants to work in. Kept as a small YAML file, {@code NAME.slipway}.
 *
 * @param name lower-case letters, digits and inner hyphens, 1 to 40 characters, starting with a letter
 * @param image the image's reference
 * @param gpus which GPUs
 * @param project the folder of the host that appears as the working folder inside; none when empty
 * @param jupyter whether a Jupyter server runs in it
 * @param memoryLimitBytes a limit on RAM; none when empty
 * @param shmBytes the size of shared memory; a share of RAM when empty
 * @param extras what it has beyond its image
 */
public record Environment(
        String name,
        String image,
        GpuChoice gpus,
        Optional<Path> project,
        boolean jupyter,
        Optional<Long> memoryLimitBytes,
        Optional<Long> shmBytes,
        Extras extras) {

    /** An environment with nothing beyond its image. */
    public Environment(String name, String image, GpuChoice gpus, Optional<Path> project, boolean jupyter,
            Optional<Long> memoryLimitBytes, Optional<Long> shmBytes) {
        this(name, image, gpus, project, jupyter, memoryLimitBytes, shmBytes, Extras.NONE);
    }

    /** The same with other GPUs. */
    public Environment withGpus(GpuChoice others) {
        return new Environment(name, image, others, project, jupyter, memoryLimitBytes, shmBytes, extras);
    }

    /** The same with or without Jupyter. */
    public Environment withJupyter(boolean wanted) {
        return new Environment(name, image, gpus, project, wanted, memoryLimitBytes, shmBytes, extras);
    }

    /** The same with other extras. */
    public Environment withExtras(Extras others) {
        return new Environment(name, image, gpus, project, jupyter, memoryLimitBytes, shmBytes, others);
    }

    /** Which GPUs an environment gets. */
    public sealed interface GpuChoice {
        /** All NVIDIA GPUs of the machine it runs on; none where there is none is a problem, not a silent CPU run. */
        record All() implements GpuChoice {
        }

        /** No GPU. */
        record None() implements GpuChoice {
        }

        /** Some, each by index ("0"), UUID ("GPU-...") or part of its name ("4090"). */
        record Some(List<String> ids) implements GpuChoice {
            /** Freezes the list. */
            public Some {
                ids = List.copyOf(ids);
            }
        }
    }
}
