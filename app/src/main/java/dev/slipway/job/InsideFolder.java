package dev.slipway.job;

import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Jobs that a session keeps inside its container, which runs. */
final class InsideFolder implements JobFolder {
    private static final int MOST = 8 << 20;

    private final Engine engine;
    private final String container;
    private final String root;

    InsideFolder(Engine engine, String container, String root) {
        this.engine = engine;
        this.container = container;
        this.root = root;
    }

    private byte[] run(String script, int most, String... arguments) throws FailureException, InterruptedException {
        var words = new ArrayList<>(List.of("/bin/sh", "-c", script, "slipway-job"));
        words.addAll(List.of(arguments));
        var output = new ByteArrayOutputStream();
        engine.run(container, Engine.Command.of(words), chunk -> {
            if (!chunk.fromErrors()) {
                output.write(chunk.bytes(), 0, Math.min(chunk.bytes().length, most - output.size()));
            }
        });
        return output.toByteArray();
    }

    @Override
    public List<JobFiles> jobs() throws FailureException, InterruptedException {
        return JobFiles.parse(run(JobScripts.RECORDS, MOST, root));
    }

    @Override
    public List<Piece> pieces(String job) throws FailureException, InterruptedException {
        var pieces = new ArrayList<Piece>();
        new String(run(JobScripts.PIECES, MOST, root, job), StandardCharsets.UTF_8).lines().forEach(line -> {
            var words = line.split(" ");
            if (words.length == 2 && JobFolder.pieceNumber(words[0]) >= 0 && words[1].matches("\\d{1,15}")) {
                pieces.add(new Piece(JobFolder.pieceNumber(words[0]), Long.parseLong(words[1])));
            }
        });
        pieces.sort(Comparator.comparing(Piece::number));
        return pieces;
    }

    @Override
    public byte[] read(String job, int piece, long offset, int most) throws FailureException, InterruptedException {
        return run(JobScripts.READ, most, root + "/" + job + "/" + JobFolder.pieceName(piece),
                Long.toString(offset + 1), Integer.toString(most));
    }
}
