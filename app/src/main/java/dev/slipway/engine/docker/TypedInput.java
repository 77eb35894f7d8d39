package dev.slipway.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a user types, from any threads to the one that sends it. (A PipedInputStream binds to single threads and polls
 * once a second.)
 */
final class TypedInput extends InputStream {
    private static final byte[] END = new byte[0];
    private static final int MOST_PENDING = 4096;

    private final LinkedBlockingQueue<byte[]> typed = new LinkedBlockingQueue<>(MOST_PENDING);
    private byte[] current = new byte[0];
    private int at;
    private boolean ended;

    /** Adds bytes; false when the other side has stopped taking them. Never blocks. */
    boolean type(byte[] bytes) {
        return bytes.length == 0 || typed.offer(bytes.clone());
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == current.length) {
            if (ended) {
                return -1;
            }
            try {
                current = typed.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            at = 0;
            // The marker is told by identity: an empty array that was typed never gets here.
            ended = current == END;
        }
        int given = Math.min(length, current.length - at);
        System.arraycopy(current, at, target, offset, given);
        at += given;
        return given;
    }

    @Override
    public int available() {
        return current.length - at;
    }

    @Override
    public void close() {
        while (!typed.offer(END)) {
            typed.clear();
        }
    }
}
