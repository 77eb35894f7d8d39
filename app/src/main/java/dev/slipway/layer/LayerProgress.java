package dev.slipway.layer;

import dev.slipway.base.Text;
import dev.slipway.engine.BuildProgress;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How far the build of a layer is.
 *
 * @param step the step under way, from 1; 0 before the first
 * @param steps how many there are; 0 while not known
 * @param doing what the step does
 * @param output everything that the build prints
 */
public record LayerProgress(int step, int steps, Text doing, BuildOutput output) {
    private static final Pattern TASK = Pattern.compile("RUN .*/install\\.sh\"?,? \"?([a-z]+)\"?\\]?");
    private static final Set<String> TASKS = Set.of("before", "system", "conda", "ssh", "jupyter", "pip", "check");

    static LayerProgress of(BuildProgress build, BuildOutput output) {
        return new LayerProgress(build.step(), build.steps(), doing(build), output);
    }

    /** In words of ours: the Dockerfile is ours too. */
    private static Text doing(BuildProgress build) {
        var task = TASK.matcher(build.instruction());
        return task.matches() && TASKS.contains(task.group(1)) ? Text.of("layer.step." + task.group(1))
                : Text.of(build.step() == 0 ? "layer.step.first" : "layer.step.other");
    }
}
