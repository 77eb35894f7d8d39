package dev.slipway.job;

import dev.slipway.base.FailureException;
import java.util.List;

/** Where the jobs of a session leave their files: read only. Blocking; what is read is untrusted and bounded. */
interface JobFolder {
    /** A piece of a job's output: 0 is its beginning, later ones count on; old ones go. */
    record Piece(int number, long size) {
    }

    /** The small files of all jobs, newest first. */
    List<JobFiles> jobs() throws FailureException, InterruptedException;

    /** The pieces of a job's output that there are, in order. */
    List<Piece> pieces(String job) throws FailureException, InterruptedException;

    /** Bytes of a piece from {@code offset} on, at most {@code most}; none at its end, or where it is gone. */
    byte[] read(String job, int piece, long offset, int most) throws FailureException, InterruptedException;

    /** The name of a piece's file. */
    static String pieceName(int number) {
        return number == 0 ? "output" : "output." + number;
    }

    /** The number of a piece from its file's name; -1 for other files. */
    static int pieceNumber(String name) {
        if (name.equals("output")) {
            return 0;
        }
        return name.matches("output\\.[1-9]\\d{0,8}") ? Integer.parseInt(name.substring("output.".length())) : -1;
    }
}
