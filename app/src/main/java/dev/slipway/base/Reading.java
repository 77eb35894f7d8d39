package dev.slipway.base;

import java.util.Optional;
import java.util.function.Function;

/**
 * A value read from a device or an engine, or the reason why there is none. "Not available" is normal: a GPU without a
 * fan.
 */
public sealed interface Reading<T> {

    /** The value was read. */
    record Value<T>(T value) implements Reading<T> {
    }

    /** There is no value. */
    record Missing<T>(Reason reason, String detail) implements Reading<T> {
    }

    /** Why a value is not there. */
    enum Reason {
        /** This device has no such thing. */
        NOT_SUPPORTED,
        /** The driver is too old to tell. */
        DRIVER_TOO_OLD,
        /** The driver tells only administrators. */
        NO_PERMISSION,
        /** The library that would tell is not installed or cannot be loaded. */
        NO_LIBRARY,
        /** The library and the loaded kernel module are of different versions (reboot pending). */
        LIBRARY_MISMATCH,
        /** The device has fallen off the bus or is being reset. */
        GPU_LOST,
        /** This source does not know. */
        NOT_KNOWN,
        /** Another error; its words are in the detail. */
        ERROR
    }

    /** A value that was read. */
    static <T> Reading<T> of(T value) {
        return new Value<>(value);
    }

    /** No value, with its reason. */
    static <T> Reading<T> missing(Reason reason, String detail) {
        return new Missing<>(reason, detail);
    }

    /** No value because this source does not know it. */
    static <T> Reading<T> unknown() {
        return new Missing<>(Reason.NOT_KNOWN, "");
    }

    /** The value, if there is one. */
    default Optional<T> asOptional() {
        return this instanceof Value<T>(var value) ? Optional.of(value) : Optional.empty();
    }

    /** The value, or {@code otherwise}. */
    default T orElse(T otherwise) {
        return asOptional().orElse(otherwise);
    }

    /** The same reading with its value changed. */
    default <R> Reading<R> map(Function<? super T, ? extends R> change) {
        return flatMap(value -> of(change.apply(value)));
    }

    /** What another reading makes of the value; without one, the same reason. */
    default <R> Reading<R> flatMap(Function<? super T, Reading<R>> change) {
        // No switch: Java makes a class for each at its first use, and this one is used on every start's way.
        return this instanceof Missing<T>(var reason, var detail) ? new Missing<>(reason, detail)
                : change.apply(((Value<T>) this).value());
    }
}
