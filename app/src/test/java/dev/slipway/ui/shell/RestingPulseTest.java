package dev.slipway.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.glass.ui.Timer;
import com.sun.javafx.tk.Toolkit;
import dev.slipway.settings.Settings;
import dev.slipway.ui.Screen;
import dev.slipway.ui.shell.RestingPulse.Resting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.junit.jupiter.api.Test;

class RestingPulseTest {
    private static final String DONE = "drawn and played";
    private static final int PERIOD = 16;

    private final List<String> calls = new ArrayList<>();

    /** As JavaFX's for GTK: deaf to pauses. */
    private final class Deaf extends Timer {
        Deaf() {
            super(() -> {
            });
        }

        @Override
        protected long _start(Runnable runnable) {
            throw new AssertionError("not asked for");
        }

        @Override
        protected long _start(Runnable runnable, int period) {
            calls.add("start " + period);
            return 7;
        }

        @Override
        protected void _stop(long handle) {
            calls.add("stop");
        }

        @Override
        protected void _pause(long handle) {
            throw new AssertionError("would do nothing");
        }

        @Override
        protected void _resume(long handle) {
            throw new AssertionError("would do nothing");
        }
    }

    private Resting started() {
        // The range of periods is asked of the running toolkit.
        Screen.start();
        var resting = new Resting(new Deaf(), PERIOD);
        resting.start(PERIOD);
        return resting;
    }

    private static void pause(Timer timer, int times) {
        for (int i = 0; i < times; i++) {
            timer.pause();
        }
    }

    @Test
    void stopsAfterSomeTicksWithNothingToDoAndStartsAtTheNextRequest() {
        var resting = started();
        pause(resting, Resting.IDLE_TICKS - 1);
        assertEquals(List.of("start 16"), calls);
        pause(resting, 1);
        assertEquals(List.of("start 16", "stop"), calls);
        resting.resume();
        assertEquals(List.of("start 16", "stop", "start 16"), calls);
        resting.stop();
        assertEquals("stop", calls.getLast());
        assertFalse(resting.isRunning());
    }

    @Test
    void aRequestBetweenTheLookAndThePauseKeepsItRunning() {
        var resting = started();
        for (int i = 0; i < 10; i++) {
            pause(resting, Resting.IDLE_TICKS - 1);
            resting.resume();
        }
        assertEquals(List.of("start 16"), calls);
    }

    @Test
    void otherTimersAreLeftAsTheyAre() throws ReflectiveOperationException {
        Screen.start();
        assertFalse(RestingPulse.replace(_ -> false));
        RestingPulse.begin();
        assertFalse(timer() instanceof Resting);
    }

    /** In a program of its own, since the pulse rests only where no test before has left anything that moves. */
    @Test
    void aRestingWindowDrawsWhatChangesAndPlaysAnimations() throws Exception {
        var program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Dglass.platform=Headless", "-Dprism.order=sw",
                "-Dtestfx.robot=glass", "-Dtestfx.headless=false", "-Djava.awt.headless=true", "-cp",
                System.getProperty("java.class.path"), RestingPulseTest.class.getName())
                .redirectErrorStream(true).start();
        var said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, program.waitFor(), said);
        assertTrue(said.contains(DONE), said);
    }

    /** That program. */
    static void main() {
        try {
            drawAndPlay();
            System.out.println(DONE);
            System.exit(0);
        } catch (Exception | AssertionError e) {
            e.printStackTrace(System.out);
            System.exit(1);
        }
    }

    private static void drawAndPlay() throws Exception {
        Screen.start();
        var label = new Label("before");
        try (var _ = Screen.show(Settings.Theme.LIGHT, 300, 200, _ -> new StackPane(label))) {
            var before = timer();
            assertTrue(RestingPulse.replace(_ -> true));
            try {
                for (int round = 0; round < 20; round++) {
                    awaitRest(before);
                    var drawn = new CountDownLatch(1);
                    var text = "round " + round;
                    Screen.onFx(() -> {
                        label.getScene().addPostLayoutPulseListener(new Runnable() {
                            @Override
                            public void run() {
                                label.getScene().removePostLayoutPulseListener(this);
                                drawn.countDown();
                            }
                        });
                        label.setText(text);
                        return null;
                    });
                    assertTrue(drawn.await(5, TimeUnit.SECONDS), "not drawn: " + text);
                }
                awaitRest(before);
                var ended = new CountDownLatch(1);
                Screen.onFx(() -> {
                    var pause = new PauseTransition(Duration.millis(300));
                    pause.setOnFinished(_ -> ended.countDown());
                    pause.play();
                    return null;
                });
                assertTrue(ended.await(5, TimeUnit.SECONDS), "the animation does not end");
                awaitRest(before);
            } finally {
                put(before);
            }
        }
    }

    @Test
    void requestsFromManyThreadsAreNeverLost() throws Exception {
        Screen.start();
        var before = timer();
        assertTrue(RestingPulse.replace(_ -> true));
        var pulses = new AtomicInteger();
        try (var screen = Screen.show(Settings.Theme.LIGHT, 300, 200, _ -> new StackPane())) {
            Screen.onFx(() -> {
                screen.scene().addPreLayoutPulseListener(pulses::incrementAndGet);
                return null;
            });
            for (int round = 0; round < 60; round++) {
                // Around the moment at which it goes to rest.
                Thread.sleep(60 + round);
                int seen = pulses.get();
                Toolkit.getToolkit().requestNextPulse();
                long patience = System.nanoTime() + 5_000_000_000L;
                while (pulses.get() == seen) {
                    assertTrue(System.nanoTime() < patience, "no pulse in round " + round);
                    Thread.sleep(1);
                }
            }
        } finally {
            put(before);
        }
    }

    private static void awaitRest(Timer timer) throws InterruptedException {
        long patience = System.nanoTime() + 10_000_000_000L;
        while (timer.isRunning()) {
            assertTrue(System.nanoTime() < patience, "the timer does not stop");
            Thread.sleep(5);
        }
    }

    private static Timer timer() throws ReflectiveOperationException {
        var field = Toolkit.getToolkit().getClass().getDeclaredField("pulseTimer");
        field.setAccessible(true);
        return (Timer) field.get(Toolkit.getToolkit());
    }

    /** For the tests after this one. */
    private static void put(Timer timer) throws ReflectiveOperationException {
        var field = Toolkit.getToolkit().getClass().getDeclaredField("pulseTimer");
        field.setAccessible(true);
        synchronized (Toolkit.getToolkit()) {
            timer.start(PERIOD);
            field.set(Toolkit.getToolkit(), timer);
        }
    }
}
