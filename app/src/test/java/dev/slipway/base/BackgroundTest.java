package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    @Test
    void tasksOfACommandRunOnDaemonThreadsOfTheSystem() throws Exception {
        var thread = new CompletableFuture<Thread>();
        Background.platformThreads().run("ask", () -> thread.complete(Thread.currentThread()), _ -> {
        });
        var ran = thread.get(10, TimeUnit.SECONDS);
        assertEquals("ask", ran.getName());
        assertTrue(ran.isDaemon() && !ran.isVirtual());
    }

    @Test
    void tasksOfACommandCanBeCancelled() throws Exception {
        var begun = new CountDownLatch(1);
        var ended = new CompletableFuture<Outcome<Object>>();
        var task = Background.platformThreads().run("wait", () -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return null;
        }, ended::complete);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        task.cancel();
        var failed = assertInstanceOf(Outcome.Failed.class, ended.get(10, TimeUnit.SECONDS));
        assertInstanceOf(Failure.Cancelled.class, failed.failure());
    }
}
