package dev.slipway.cli;

import dev.slipway.base.Background;
import dev.slipway.base.Subscription;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While it is open, Ctrl+C interrupts the thread that opened it and waits until that has undone what it began, which is
 * when this is closed.
 */
final class Undoing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Undoing.class);
    private static final long SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Subscription atExit;

    /** From now on; {@code what} names the work in logs. */
    Undoing(String what, Context context) {
        var caller = Thread.currentThread();
        atExit = Background.atExit("cancel " + what, () -> {
            caller.interrupt();
            await(what);
            context.console().errorLine(context.text("failure.cancelled"));
        });
    }

    private void await(String what) {
        try {
            if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The {} could not be undone within {} seconds", what, SECONDS);
            }
        } catch (InterruptedException e) {
            LOG.warn("Nobody waits for the undo of the {} any more", what, e);
        }
    }

    @Override
    public void close() {
        ended.countDown();
        atExit.close();
    }
}
