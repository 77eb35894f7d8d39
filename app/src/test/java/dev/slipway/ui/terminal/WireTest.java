package dev.slipway.ui.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.techsenger.jeditermfx.core.util.TermSize;
import dev.slipway.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WireTest {
    private static String readAll(Wire wire) throws Exception {
        var text = new StringBuilder();
        var buffer = new char[7];
        for (int count = wire.read(buffer, 0, 7); count >= 0; count = wire.read(buffer, 0, 7)) {
            text.append(buffer, 0, count);
        }
        return text.toString();
    }

    @Property(tries = 200)
    void charactersCutBetweenPiecesComeOutWhole(@ForAll String text, @ForAll @IntRange(min = 1, max = 9) int piece)
            throws Exception {
        // A lone surrogate is no character and has no UTF-8 form.
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var expected = new String(bytes, StandardCharsets.UTF_8);
        var wire = new Wire("t");
        var reader = new ArrayList<String>();
        var task = dev.slipway.base.Background.virtualThreads();
        var done = new java.util.concurrent.CountDownLatch(1);
        task.run("read", () -> readAll(wire), outcome -> {
            if (outcome instanceof dev.slipway.base.Outcome.Done<String>(var value)) {
                reader.add(value);
            }
            done.countDown();
        });
        for (int at = 0; at < bytes.length; at += piece) {
            wire.receive(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
        }
        wire.end(0);
        done.await();
        assertEquals(List.of(expected), reader);
    }

    @Test
    void aSizeThatChangedWhileConnectingIsSent() throws Exception {
        var sizes = new ArrayList<String>();
        var wire = new Wire("t");
        var opened = wire.size();
        wire.resize(new TermSize(120, 40));
        wire.connect(new Recorded(sizes), opened);
        assertEquals(List.of("120x40"), sizes);
        wire.write("ls\r");
        wire.close();
        assertEquals(List.of("120x40", "typed ls\r", "closed"), sizes);
        assertFalse(wire.isConnected());
        wire.write("late");
        wire.receive("late".getBytes(StandardCharsets.UTF_8));
        assertEquals(3, sizes.size());
    }

    private record Recorded(List<String> notes) implements Engine.Terminal {
        @Override
        public void write(byte[] bytes) {
            notes.add("typed " + new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void resize(int columns, int rows) {
            notes.add(columns + "x" + rows);
        }

        @Override
        public void close() {
            notes.add("closed");
        }
    }
}
