package dev.slipway.base;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs blocking work away from the caller's thread. The one place, beside the sampler, where threads are made; tests
 * use {@link #sameThread}.
 */
public interface Background {

    /**
     * Runs {@code work} and then, on the same worker thread, hands its outcome to {@code whenDone}, exactly once.
     * Exceptions become a {@link Failure}: {@link FailureException} its own, an interrupt or a cancel
     * {@link Failure.Cancelled}, all others {@link Failure.Unexpected} (logged, with its code).
     *
     * @param name names the thread and the log line, for example {@code pull pytorch/pytorch}
     */
    <T> Task run(String name, Callable<T> work, Consumer<Outcome<T>> whenDone);

    /** Work under way. */
    interface Task {
        /** Interrupts the work, unless it has ended. Any thread. */
        void cancel();
    }

    /** One virtual thread a task. */
    static Background virtualThreads() {
        return threads(Thread::ofVirtual);
    }

    /**
     * One daemon thread of the system a task: for commands, which are over before Java has made ready what virtual
     * threads need, and have few tasks.
     */
    static Background platformThreads() {
        return threads(() -> Thread.ofPlatform().daemon());
    }

    private static Background threads(Supplier<Thread.Builder> kind) {
        return new Background() {
            @Override
            public <T> Task run(String name, Callable<T> work, Consumer<Outcome<T>> whenDone) {
                var ended = new AtomicBoolean();
                var thread = kind.get().name(name).start(() -> {
                    var outcome = Work.outcome(name, work);
                    ended.set(true);
                    // A late cancel must not reach the call-back as a stray interrupt.
                    Thread.interrupted();
                    whenDone.accept(outcome);
                });
                return () -> {
                    if (!ended.get()) {
                        thread.interrupt();
                    }
                };
            }
        };
    }

    /**
     * Starts {@code work} on a thread of its own, for the first moments of the program, when neither the log nor
     * virtual threads are there yet. Its errors come out of the returned future.
     */
    static <T> Future<T> early(String name, Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(name).start(task);
        return task;
    }

    /** Runs everything at once on the calling thread, for tests. */
    static Background sameThread() {
        return new Background() {
            @Override
            public <T> Task run(String name, Callable<T> work, Consumer<Outcome<T>> whenDone) {
                whenDone.accept(Work.outcome(name, work));
                return () -> {
                };
            }
        };
    }

    /**
     * Runs {@code action} when the program is told to end (Ctrl-C, a log-out) before the returned subscription is
     * closed; the program waits for it.
     */
    static Subscription atExit(String name, Runnable action) {
        var hook = Thread.ofPlatform().name(name).unstarted(action);
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // The program is ending already, and the action runs or has run.
            }
        };
    }

    /** Turns a piece of work into its outcome. */
    final class Work {
        private static final Logger LOG = LoggerFactory.getLogger(Background.class);

        private Work() {
        }

        static <T> Outcome<T> outcome(String name, Callable<T> work) {
            try {
                return new Outcome.Done<>(work.call());
            } catch (FailureException e) {
                LOG.info("{} failed: {}", name, e.getMessage());
                return new Outcome.Failed<>(e.failure());
            } catch (InterruptedException | CancellationException e) {
                return new Outcome.Failed<>(new Failure.Cancelled(name));
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                var failure = unexpected(e);
                LOG.error("{} failed, code {}", name, ((Failure.Unexpected) failure).code(), e);
                return new Outcome.Failed<>(failure);
            }
        }
    }

    /** The failure for an error nobody foresaw: its code is made of the error's kind and place. */
    static Failure unexpected(Throwable error) {
        var trace = error.getStackTrace();
        var place = trace.length == 0 ? "" : trace[0].getClassName() + trace[0].getLineNumber();
        var code = "E-" + Integer.toHexString((error.getClass().getName() + place).hashCode() & 0xffffff);
        return new Failure.Unexpected(code, error.toString());
    }
}
