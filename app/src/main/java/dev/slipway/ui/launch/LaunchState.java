package dev.slipway.ui.launch;

import dev.slipway.compat.Verdict;
import dev.slipway.environment.LaunchPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the form says back.
 *
 * @param verdict whether the image runs here
 * @param verdictWord the verdict in a word
 * @param verdictSentence and in a sentence
 * @param jupyterSentence what it takes to have Jupyter; may be empty
 * @param folderSentence what happens to the project folder; may be empty
 * @param problems what is wrong, by field
 * @param warnings what the user should know
 * @param command the line that does the same
 * @param effects what it mounts, publishes and runs, for a file from elsewhere
 * @param canStart whether it can be started now
 */
record LaunchState(Verdict.Level verdict, String verdictWord, String verdictSentence, String jupyterSentence,
        String folderSentence, Map<LaunchPlan.Field, String> problems, List<String> warnings, String command,
        List<String> effects, boolean canStart) {
    LaunchState {
        problems = Map.copyOf(problems);
        warnings = List.copyOf(warnings);
        effects = List.copyOf(effects);
    }

    /** Before anything is known. */
    static LaunchState waiting(String sentence) {
        return new LaunchState(Verdict.Level.UNKNOWN, sentence, "", "", "", Map.of(), List.of(), "", List.of(), false);
    }

    /** The same with one more warning, before the others. */
    LaunchState with(Optional<String> warning) {
        var all = new ArrayList<>(warnings);
        warning.ifPresent(all::addFirst);
        return new LaunchState(verdict, verdictWord, verdictSentence, jupyterSentence, folderSentence,
                problems, all, command, effects, canStart);
    }

    Optional<String> problem(LaunchPlan.Field field) {
        return Optional.ofNullable(problems.get(field));
    }

    /** What is wrong with the GPUs that are ticked, or with the engine's access to them. */
    Optional<String> gpuProblem() {
        return problem(LaunchPlan.Field.GPUS).or(() -> problem(LaunchPlan.Field.GPU_ACCESS));
    }
}
