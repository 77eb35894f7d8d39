package dev.slipway.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What has become of a job. Running and Starting are said only where its processes were looked for just now. */
public sealed interface JobState {
    /** It was asked for moments ago and has no process yet. */
    record Starting() implements JobState {
    }

    /** Its processes are there. */
    record Running(Instant since) implements JobState {
    }

    /**
     * Its command ended and the end was recorded.
     *
     * @param code the command's exit code, 0 to 255; 128 and more by a signal, as a shell counts
     * @param at when
     * @param took how long it ran, where both ends are known
     */
    record Ended(int code, Instant at, Optional<Duration> took) implements JobState {
    }

    /** The session's container was stopped, killed or restarted under it. */
    record EndedWithSession() implements JobState {
    }

    /** It has no process any more, and nothing recorded its end; or it never began. */
    record Lost() implements JobState {
    }

    /** Whether it goes on. */
    default boolean active() {
        return switch (this) {
            case Starting _, Running _ -> true;
            case Ended _, EndedWithSession _, Lost _ -> false;
        };
    }
}
