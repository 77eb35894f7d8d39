package dev.slipway.ui.kit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way onto the FX thread. Tests use {@link #direct}. */
public interface Fx {

    /** Runs {@code action} on the FX thread, soon; an exception in it is logged and goes no further. Any thread. */
    void post(Runnable action);

    /**
     * Wraps {@code consumer} so that it is called on the FX thread with the newest value only: while one call is
     * pending, newer values replace the one it will get. Any thread.
     */
    default <T> Consumer<T> latest(Consumer<? super T> consumer) {
        var newest = new AtomicReference<T>();
        var pending = new AtomicBoolean();
        return value -> {
            newest.set(value);
            if (pending.compareAndSet(false, true)) {
                post(() -> {
                    pending.set(false);
                    consumer.accept(newest.get());
                });
            }
        };
    }

    /** The real one. */
    static Fx platform() {
        var log = LoggerFactory.getLogger(Fx.class);
        return action -> Platform.runLater(() -> guarded(action, log));
    }

    /** Runs everything at once on the calling thread. */
    static Fx direct() {
        return Runnable::run;
    }

    private static void guarded(Runnable action, Logger log) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.error("An action on the FX thread failed", e);
        }
    }
}
