package dev.slipway.engine.docker;

import dev.slipway.engine.Engine.LogChunk;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads a container's output: one raw stream with a terminal, frames of both streams without. */
final class Demultiplexer {
    private static final int HEADER = 8;
    private static final int PIECE = 32 * 1024;
    private static final int STDERR = 2;

    private Demultiplexer() {
    }

    /** Hands on everything up to the end of the stream. */
    static void read(InputStream stream, boolean terminal, Consumer<LogChunk> output) throws IOException {
        if (terminal) {
            raw(stream, output);
        } else {
            frames(stream, output);
        }
    }

    private static void raw(InputStream stream, Consumer<LogChunk> output) throws IOException {
        var buffer = new byte[PIECE];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            output.accept(new LogChunk(Arrays.copyOf(buffer, read), false));
        }
    }

    private static void frames(InputStream stream, Consumer<LogChunk> output) throws IOException {
        while (true) {
            var header = stream.readNBytes(HEADER);
            if (header.length == 0) {
                return;
            }
            if (header.length < HEADER) {
                throw new EOFException("The output ended inside a frame");
            }
            long left = (header[4] & 0xffL) << 24 | (header[5] & 0xffL) << 16 | (header[6] & 0xffL) << 8
                    | header[7] & 0xffL;
            while (left > 0) {
                var piece = stream.readNBytes((int) Math.min(left, PIECE));
                if (piece.length == 0) {
                    throw new EOFException("The output ended inside a frame");
                }
                output.accept(new LogChunk(piece, header[0] == STDERR));
                left -= piece.length;
            }
        }
    }
}
