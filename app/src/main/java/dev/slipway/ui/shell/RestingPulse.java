package dev.slipway.ui.shell;

import com.sun.glass.ui.Timer;
import com.sun.javafx.tk.Toolkit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets JavaFX's pulse rest while nothing moves. JavaFX pauses the timer of its pulse itself when no frame is asked for,
 * and resumes it when one is; but its timer for GTK does nothing when it is told to, so that on Linux every window,
 * also a minimised one, is woken 60 times a second. Here that timer is put into one that heeds both.
 *
 * <p>Reaches into JavaFX, which {@code --add-exports} and {@code --add-opens} of the app image allow. Where they are
 * missing, on other systems, or when JavaFX has changed, everything stays as JavaFX made it.
 */
public final class RestingPulse {
    private static final Logger LOG = LoggerFactory.getLogger(RestingPulse.class);

    private RestingPulse() {
    }

    /** Begins to let the pulse rest. FX thread; to be called once. */
    public static void begin() {
        try {
            replace(timer -> timer.getClass().getName().equals("com.sun.glass.ui.gtk.GtkTimer"));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.debug("JavaFX's pulse does not rest here", e);
        }
    }

    /** Replaces the timer of the pulse if {@code wanted}; whether it did. */
    static boolean replace(Predicate<Timer> wanted) throws ReflectiveOperationException {
        var toolkit = Toolkit.getToolkit();
        var field = toolkit.getClass().getDeclaredField("pulseTimer");
        var interval = toolkit.getClass().getDeclaredField("PULSE_INTERVAL");
        field.setAccessible(true);
        interval.setAccessible(true);
        // The lock under which JavaFX pauses and resumes it.
        synchronized (toolkit) {
            var timer = (Timer) field.get(toolkit);
            if (!wanted.test(timer)) {
                return false;
            }
            int period = interval.getInt(toolkit);
            var resting = new Resting(timer, period);
            resting.start(period);
            field.set(toolkit, resting);
        }
        return true;
    }

    /** A timer that stops while it is paused. Its locks are {@link Timer}'s, which calls it under its own. */
    static final class Resting extends Timer {
        /**
         * At how many ticks in a row JavaFX must have had nothing to do. More than one, since a frame may be asked for
         * between JavaFX's look and its call to pause; that frame shows at the next tick. And a tenth of a second, so
         * that what moves at a slower pace does not stop and start the timer each time.
         */
        static final int IDLE_TICKS = 6;

        private final Timer timer;
        private final int period;
        private int idle;

        /** @param period milliseconds between two ticks */
        Resting(Timer timer, int period) {
            super(() -> {
            });
            this.timer = timer;
            this.period = period;
        }

        @Override
        protected long _start(Runnable runnable) {
            throw new UnsupportedOperationException("This timer needs a period");
        }

        @Override
        protected long _start(Runnable runnable, int milliseconds) {
            timer.start(milliseconds);
            return 1;
        }

        @Override
        protected void _stop(long handle) {
            timer.stop();
        }

        @Override
        protected void _pause(long handle) {
            idle++;
            if (idle == IDLE_TICKS) {
                timer.stop();
            }
        }

        @Override
        protected void _resume(long handle) {
            idle = 0;
            if (!timer.isRunning()) {
                timer.start(period);
            }
        }
    }
}
