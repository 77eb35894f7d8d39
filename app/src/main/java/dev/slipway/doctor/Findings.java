package dev.slipway.doctor;

import dev.slipway.base.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes findings whose texts are kept under {@code doctor.ID}, {@code doctor.ID.cause} and {@code doctor.ID.fix}. */
final class Findings {
    private Findings() {
    }

    static Finding ok(String id, Object... arguments) {
        return new Finding(id, Finding.Severity.OK, Text.of("doctor." + id + ".ok", arguments),
                Text.of("doctor." + id + ".ok.cause", arguments), List.of(), Optional.empty());
    }

    static Finding of(String id, Finding.Severity severity, List<String> evidence, Optional<Finding.Fix> fix,
            Object... arguments) {
        return new Finding(id, severity, Text.of("doctor." + id, arguments),
                Text.of("doctor." + id + ".cause", arguments), evidence, fix);
    }

    /** A fix without commands. */
    static Optional<Finding.Fix> advice(String key, Object... arguments) {
        return Optional.of(new Finding.Fix(Text.of("doctor." + key, arguments), List.of(), List.of(), false, false));
    }

    /** Commands of which some need root. */
    static Optional<Finding.Fix> admin(String key, boolean needsReboot, List<String> commands) {
        return Optional.of(new Finding.Fix(Text.of("doctor." + key), commands, List.of(), true, needsReboot));
    }

    /** Commands that Slipway can run itself. */
    static Optional<Finding.Fix> steps(String key, boolean needsReboot, Command... steps) {
        return steps(key, needsReboot, Arrays.asList(steps));
    }

    /** Commands that Slipway can run itself. */
    static Optional<Finding.Fix> steps(String key, boolean needsReboot, List<Command> steps) {
        return Optional.of(new Finding.Fix(Text.of("doctor." + key), steps.stream().map(Command::line).toList(), steps,
                steps.stream().anyMatch(Command::admin), needsReboot));
    }

    /** Commands that this user may run. */
    static Optional<Finding.Fix> own(String key, String... commands) {
        return Optional.of(new Finding.Fix(Text.of("doctor." + key), Arrays.asList(commands), List.of(), false,
                false));
    }
}
