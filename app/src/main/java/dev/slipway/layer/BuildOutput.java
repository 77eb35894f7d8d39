package dev.slipway.layer;

import dev.slipway.base.Subscription;
import dev.slipway.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a build prints: its last lines, for whoever begins to look while it is under way. Thread-safe. */
public final class BuildOutput {
    private static final int MOST_LINES = 20_000;

    private final ArrayDeque<Engine.LogChunk> lines = new ArrayDeque<>();
    private final List<Consumer<Engine.LogChunk>> readers = new ArrayList<>();
    private boolean ended;

    /** Of a build that has printed nothing yet. */
    public BuildOutput() {
        // Nothing is there to begin with.
    }

    /** Takes another line. */
    public synchronized void line(String line) {
        tell(new Engine.LogChunk((line + "\n").getBytes(StandardCharsets.UTF_8), false));
    }

    /** Nothing comes any more. */
    public synchronized void end() {
        ended = true;
        readers.forEach(reader -> reader.accept(Engine.LogChunk.END));
        readers.clear();
    }

    private void tell(Engine.LogChunk line) {
        lines.add(line);
        if (lines.size() > MOST_LINES) {
            lines.removeFirst();
        }
        readers.forEach(reader -> reader.accept(line));
    }

    /** Gives what was printed, then every line as it comes, and at the end {@link Engine.LogChunk#END}. */
    public synchronized Subscription follow(Consumer<Engine.LogChunk> reader) {
        lines.forEach(reader);
        if (ended) {
            reader.accept(Engine.LogChunk.END);
        } else {
            readers.add(reader);
        }
        return () -> {
            synchronized (this) {
                readers.remove(reader);
            }
        };
    }
}
