package dev.slipway.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A command that runs, or ran, in a session without anyone looking on. What it says of itself was read from files that
 * anything in the session can write: it is untrusted text, bounded in length.
 *
 * @param id its name, in the order of time
 * @param session the session it belongs to
 * @param command the program and its arguments
 * @param askedAt when it was asked for
 * @param state what has become of it
 * @param stopAsked whether someone interrupted it
 * @param peakGpuBytes the most GPU memory that its processes were seen to hold, over all GPUs, while Slipway watched;
 *     empty where it was not measured
 */
public record Job(String id, String session, List<String> command, Instant askedAt, JobState state, boolean stopAsked,
        Optional<Long> peakGpuBytes) {
    /** Freezes the list. */
    public Job {
        command = List.copyOf(command);
    }

    /** The command as one would type it. */
    public String line() {
        return CommandWords.join(command);
    }

    /** How long it has run, or ran; empty where that is not known. */
    public Optional<Duration> duration(Instant now) {
        return switch (state) {
            case JobState.Running(var since) -> Optional.of(Duration.between(since, now))
                    .map(time -> time.isNegative() ? Duration.ZERO : time);
            case JobState.Ended(_, _, var took) -> took;
            case JobState.Starting _, JobState.EndedWithSession _, JobState.Lost _ -> Optional.empty();
        };
    }

    Job withPeak(Optional<Long> bytes) {
        return new Job(id, session, command, askedAt, state, stopAsked, bytes);
    }
}
