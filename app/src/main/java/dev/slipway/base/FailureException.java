package dev.slipway.base;

import java.util.Objects;

/** Carries a {@link Failure} up to whoever shows it. */
public final class FailureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** A failure without a foreign cause. */
    public FailureException(Failure failure) {
        this(failure, null);
    }

    /** A failure and the foreign error it was translated from. */
    public FailureException(Failure failure, Throwable cause) {
        super(failure.name() + ": " + failure.detail(), cause);
        this.failure = Objects.requireNonNull(failure);
    }

    /** What went wrong. */
    public Failure failure() {
        return failure;
    }
}
