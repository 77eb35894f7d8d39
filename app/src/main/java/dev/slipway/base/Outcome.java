package dev.slipway.base;

/** How a piece of background work ended. */
public sealed interface Outcome<T> {
    /** It gave a value ({@code null} for work that gives none). */
    record Done<T>(T value) implements Outcome<T> {
    }

    /** It failed; a cancelled one has {@link Failure.Cancelled}. */
    record Failed<T>(Failure failure) implements Outcome<T> {
    }
}
