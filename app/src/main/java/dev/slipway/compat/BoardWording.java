package dev.slipway.compat;

import dev.slipway.base.Text;
import dev.slipway.base.Version;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.JetsonTags;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.compat.Verdict.Point;
import dev.slipway.compat.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words about Jetson boards. */
final class BoardWording {
    private BoardWording() {
    }

    /** The first sentence, where the board decides. */
    static Optional<Text> main(Assessment found) {
        var board = found.ground().board();
        var first = found.reasons().isEmpty() ? null : found.reasons().getFirst();
        if (!JetsonTags.isJetsons(found.entry())) {
            boolean told = found.entry().cuda().isPresent() || found.entry().code().isPresent();
            return board.filter(_ -> found.ground().gpus().isEmpty()).flatMap(_ -> first == Reason.OTHER_L4T
                    ? Optional.of(Text.of("verdict.fails.board")) : first == Reason.UNKNOWN_IMAGE && told
                            ? Optional.of(Text.of("verdict.unknown.board")) : Optional.empty());
        }
        if (found.ground().gpus().isEmpty() && board.isEmpty()) {
            return Optional.empty();
        }
        var wanted = BoardRule.wanted(found.entry()).map(Version::text).orElse("?");
        var have = board.flatMap(Ground.Board::l4t).map(Version::text).orElse("?");
        return Optional.of(switch (first) {
            case null -> Text.of("verdict.runs.l4t", wanted, have);
            case OTHER_L4T -> Text.of("verdict.fails.l4t", wanted, have);
            case GPU_TOO_OLD, GPU_TOO_NEW -> Text.of("verdict.fails.other-board");
            case NO_GPU -> Text.of("verdict.fails.jetson");
            default -> Text.of("verdict.unknown.jetson");
        });
    }

    /** Why an image for servers is not for this board. */
    static Text why(Assessment found) {
        var board = found.ground().board().orElseThrow();
        var have = board.l4t().map(Version::text).orElse("?");
        var chip = board.chip().orElseThrow();
        return chip.serverCode().map(first -> Text.of("verdict.why.server-code", first.text(),
                chip.jetpack().orElse("?"), have)).orElseGet(() -> Text.of("verdict.why.server-code-never"));
    }

    /** The same in a few words, beside the GPU. */
    static Text from(Assessment found) {
        return found.ground().board().flatMap(Ground.Board::chip).flatMap(Facts.Chip::serverCode)
                .map(first -> Text.of("verdict.code.server-from", first.text()))
                .orElseGet(() -> Text.of("verdict.code.server-never"));
    }

    /** The board's release of L4T, and the one that the image is made for. */
    static List<Point> points(Assessment found) {
        var points = new ArrayList<Point>();
        var board = found.ground().board();
        board.flatMap(Ground.Board::l4t).ifPresent(have -> points.add(new Point(Text.of("verdict.point.l4t"),
                Text.of("verdict.point.plain", have.text()), true)));
        if (JetsonTags.isJetsons(found.entry())) {
            BoardRule.wanted(found.entry()).ifPresent(wanted -> {
                var point = new Point(Text.of("verdict.point.made-for"),
                        Text.of("verdict.point.made-for-l4t", wanted.text()), found.level() == Level.RUNS);
                points.add(board.flatMap(Ground.Board::releases).map(known ->
                        point.from(known.sources(), known.confidence())).orElse(point));
            });
        } else if (found.reasons().contains(Reason.OTHER_L4T)) {
            var chip = board.flatMap(Ground.Board::chip).orElseThrow();
            points.add(new Point(Text.of("verdict.point.made-for"), Text.of("verdict.point.servers"), false)
                    .from(chip.sources(), chip.confidence()));
        }
        return points;
    }

    /** Where that comes from. */
    static List<String> sources(Ground.Board board, ImageEntry entry) {
        return JetsonTags.isJetsons(entry) ? board.releases().map(Facts.L4t::sources).orElse(List.of())
                : board.chip().map(Facts.Chip::sources).orElse(List.of());
    }
}
