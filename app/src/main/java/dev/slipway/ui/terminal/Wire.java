package dev.slipway.ui.terminal;

import com.techsenger.jeditermfx.core.TtyConnector;
import com.techsenger.jeditermfx.core.util.TermSize;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Joins the terminal widget to a terminal in a container. The widget reads and writes on its own threads; the engine
 * delivers on its stream's thread.
 */
final class Wire implements TtyConnector {
    /**
     * Pieces that may wait for the widget. When it falls behind (a flood of output), the stream's thread waits here, so
     * that the program in the container is slowed down instead of the heap being filled.
     */
    private static final int MOST_WAITING = 64;
    private static final byte[] END = new byte[0];

    private final String name;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CountDownLatch over = new CountDownLatch(1);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private CharBuffer characters = CharBuffer.allocate(0);
    private boolean ended;

    private volatile Engine.Terminal terminal;
    private volatile TermSize size = new TermSize(80, 24);
    private volatile int exitCode = -1;

    Wire(String name) {
        this.name = name;
    }

    /** The size the widget has now. */
    TermSize size() {
        return size;
    }

    /** Takes the terminal once it is open; {@code opened} is the size it was opened with. */
    void connect(Engine.Terminal opened, TermSize openedSize) throws FailureException, InterruptedException {
        terminal = opened;
        if (over.getCount() == 0) {
            opened.close();
        } else if (!openedSize.equals(size)) {
            opened.resize(size.getColumns(), size.getRows());
        }
    }

    /** Takes what the container prints. Waits while the widget is behind. */
    void receive(byte[] piece) {
        try {
            while (over.getCount() > 0 && piece.length > 0
                    && !waiting.offer(piece, 100, TimeUnit.MILLISECONDS)) {
                // Once it is closed, nobody reads any more: the loop looks every now and then.
                continue;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the end: what has been received is still shown. */
    void end(int code) {
        exitCode = code;
        try {
            while (over.getCount() > 0 && !waiting.offer(END, 100, TimeUnit.MILLISECONDS)) {
                continue;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        try {
            while (!characters.hasRemaining()) {
                if (ended || !decodeNext()) {
                    return -1;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
        int count = Math.min(length, characters.remaining());
        characters.get(into, offset, count);
        return count;
    }

    private boolean decodeNext() throws InterruptedException {
        var piece = waiting.take();
        ended = piece.length == 0;
        // A character cut at the end of the last piece begins this one.
        var all = ByteBuffer.allocate(bytes.remaining() + piece.length).put(bytes).put(piece).flip();
        characters = CharBuffer.allocate(all.remaining() + 1);
        decoder.decode(all, characters, ended);
        bytes = all;
        characters.flip();
        return !ended || characters.hasRemaining();
    }

    @Override
    public boolean ready() {
        return characters.hasRemaining() || !waiting.isEmpty();
    }

    @Override
    public void write(byte[] typed) throws IOException {
        var open = terminal;
        if (open == null || over.getCount() == 0) {
            return;
        }
        try {
            open.write(typed);
        } catch (FailureException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void write(String typed) throws IOException {
        write(typed.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void resize(TermSize newSize) {
        size = newSize;
        var open = terminal;
        if (open == null || newSize.getColumns() < 1 || newSize.getRows() < 1) {
            return;
        }
        try {
            open.resize(newSize.getColumns(), newSize.getRows());
        } catch (FailureException _) {
            // The container has just ended; its end arrives by itself.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isConnected() {
        return over.getCount() > 0;
    }

    @Override
    public int waitFor() throws InterruptedException {
        over.await();
        return exitCode;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public void close() {
        if (over.getCount() > 0) {
            over.countDown();
            waiting.clear();
            waiting.offer(END);
            var open = terminal;
            if (open != null) {
                open.close();
            }
        }
    }
}
