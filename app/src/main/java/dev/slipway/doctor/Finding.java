package dev.slipway.doctor;

import dev.slipway.base.Text;
import java.util.List;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param id a stable name: "no-driver", "engine-not-permitted", ...
 * @param severity how bad it is
 * @param title the finding in one sentence
 * @param cause why, in plain words
 * @param evidence what was seen: paths, versions, messages; no secrets
 * @param fix what to do
 */
public record Finding(String id, Severity severity, Text title, Text cause, List<String> evidence,
        Optional<Fix> fix) {
    /** Freezes the evidence. */
    public Finding {
        evidence = List.copyOf(evidence);
    }

    /** How bad a finding is. */
    public enum Severity {
        OK, NOTE, WARNING, PROBLEM
    }

    /**
     * A way to mend it.
     *
     * @param text what to do, in words
     * @param commands exact commands to copy, one a line
     * @param steps the same commands word by word, where Slipway itself can run them when the user says so; else empty
     * @param needsAdmin whether they need root
     * @param needsReboot whether a restart or a new login is needed after them
     */
    public record Fix(Text text, List<String> commands, List<Command> steps, boolean needsAdmin,
            boolean needsReboot) {
        /** Freezes the lists. */
        public Fix {
            commands = List.copyOf(commands);
            steps = List.copyOf(steps);
        }

        /** Whether it needs saying that a restart or a new login follows the commands. */
        public boolean thenReboot() {
            return needsReboot && !commands.isEmpty();
        }
    }
}
