package dev.slipway.job;

import dev.slipway.base.FailureException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Reads a job's output piece by piece, and goes on as it grows. Blocking; one thread. */
final class JobOutput {
    private static final int MOST = 256 * 1024;
    private static final byte[] LEFT_OUT = "\n[…]\n".getBytes(StandardCharsets.UTF_8);

    private final JobFolder folder;
    private final String job;
    private final Consumer<byte[]> output;
    private int piece;
    private long offset;

    JobOutput(JobFolder folder, String job, Consumer<byte[]> output) {
        this.folder = folder;
        this.job = job;
        this.output = output;
    }

    /** Goes to where {@code tail} bytes are left. */
    void skipTo(long tail) throws FailureException, InterruptedException {
        var pieces = folder.pieces(job);
        long left = pieces.stream().mapToLong(JobFolder.Piece::size).sum();
        for (var one : pieces) {
            piece = one.number();
            offset = Math.clamp(left - tail, 0, one.size());
            left -= one.size();
            if (left < tail) {
                return;
            }
        }
    }

    /** Hands on all there is beyond what was read before; whether there was any. */
    boolean read() throws FailureException, InterruptedException {
        boolean any = false;
        List<JobFolder.Piece> pieces = folder.pieces(job);
        for (var one : pieces) {
            if (one.number() < piece) {
                continue;
            }
            if (one.number() > piece) {
                // What was written after the last look at a piece is read before the next one is begun.
                any |= drain();
                if (one.number() > piece + 1 && piece > 0) {
                    output.accept(LEFT_OUT);
                }
                piece = one.number();
                offset = 0;
            }
            any |= drain();
        }
        return any;
    }

    private boolean drain() throws FailureException, InterruptedException {
        boolean any = false;
        for (var bytes = folder.read(job, piece, offset, MOST); bytes.length > 0;
                bytes = folder.read(job, piece, offset, MOST)) {
            offset += bytes.length;
            output.accept(bytes);
            any = true;
        }
        return any;
    }
}
