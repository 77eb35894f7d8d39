package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.JetsonTags;
import dev.slipway.compat.Assessment.Result;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.compat.Verdict.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Jetson boards. Images of L4T run where the board's own release of L4T belongs with theirs, and need nothing else from
 * it; images for arm64 servers (SBSA) run on Thor, and on Orin from a newer L4T on. Which releases belong together is a
 * fact of the set.
 */
final class BoardRule {
    private final Facts facts;
    private final Ground ground;

    BoardRule(Facts facts, Ground ground) {
        this.facts = facts;
        this.ground = ground;
    }

    /** An image that is for boards of one release of L4T. */
    Assessment assess(ImageEntry entry) {
        var cards = ground.gpus().stream().filter(Ground.Card::embedded).toList();
        if (ground.board().isEmpty() && cards.isEmpty()) {
            return Assessment.plain(ground, entry, Level.FAILS, List.of(Reason.NO_GPU));
        }
        var wanted = wanted(entry);
        var have = ground.board().flatMap(Ground.Board::l4t);
        if (wanted.isEmpty() || have.isEmpty()) {
            return Assessment.plain(ground, entry, Level.UNKNOWN, List.of(Reason.UNKNOWN_IMAGE));
        }
        var releases = ground.board().flatMap(Ground.Board::releases);
        var others = facts.jetsons().releases(wanted.get());
        // Of two releases the set may know both, or one of them while the other is older than all that it knows.
        boolean told = have.equals(wanted) || releases.isPresent() && others.isPresent()
                || others.isPresent() && olderThanAll(have.get())
                || releases.isPresent() && olderThanAll(wanted.get());
        if (!told) {
            return Assessment.plain(ground, entry, Level.UNKNOWN, List.of(Reason.UNKNOWN_IMAGE));
        }
        var confidence = Rules.weaker(entry.confidence(), releases.map(Facts.L4t::confidence).orElse("low"));
        if (!have.equals(wanted) && !others.equals(releases)) {
            return Assessment.plain(ground, entry, Level.FAILS, List.of(Reason.OTHER_L4T)).with(confidence);
        }
        var capability = ground.board().flatMap(Ground.Board::chip).map(Facts.Chip::capability)
                .or(() -> cards.stream().map(Ground.Card::capability).flatMap(Optional::stream).findFirst());
        var code = entry.code().filter(_ -> capability.isPresent());
        if (code.isPresent() && !code.get().cubins().contains(capability.orElseThrow())) {
            boolean older = code.get().cubins().stream().allMatch(one -> one.compareTo(capability.get()) < 0);
            return Assessment.plain(ground, entry, Level.FAILS,
                    List.of(older ? Reason.GPU_TOO_NEW : Reason.GPU_TOO_OLD)).with(confidence);
        }
        var results = cards.stream().map(card -> new Result(card, new CodeRule.Outcome(
                code.isPresent() ? CodeRule.Fit.OWN : CodeRule.Fit.NOT_KNOWN, capability), false, Optional.empty(),
                true)).toList();
        return new Assessment(ground, entry, Level.RUNS, List.of(), Optional.empty(), results, Optional.empty(),
                false, confidence);
    }

    /** Of releases older than all that belong with others, each runs its own images only. */
    private boolean olderThanAll(Version release) {
        return facts.jetsons().releases().stream().noneMatch(known -> release.atLeast(known.from()));
    }

    /** Any other image, where no tool names the GPU of the board. */
    Assessment withoutGpu(ImageEntry entry) {
        return refuses(entry) ? Assessment.plain(ground, entry, Level.FAILS, List.of(Reason.OTHER_L4T)).with(
                Rules.weaker(entry.confidence(), ground.board().orElseThrow().chip().orElseThrow().confidence()))
                : Assessment.plain(ground, entry, Level.UNKNOWN, List.of(Reason.UNKNOWN_IMAGE));
    }

    /** Whether the board is known to be no place for the image, because that is for arm64 servers. */
    boolean refuses(ImageEntry entry) {
        return ground.board().filter(Ground.Board::refusesServerCode).isPresent()
                && entry.flavour().filter("jetson"::equals).isEmpty() && !entry.family().equals("local");
    }

    /** Where the board's release is not known, no code for servers is promised to run. */
    CodeRule.Outcome held(Ground.Card card, ImageEntry entry, CodeRule.Outcome code) {
        boolean server = card.embedded() && entry.flavour().filter("jetson"::equals).isEmpty()
                && !entry.family().equals("local");
        if (!server || ground.board().flatMap(Ground.Board::l4t).isPresent()) {
            return code;
        }
        return switch (code.fit()) {
            case OWN, SAME_MAJOR, PTX, TOOLKIT -> new CodeRule.Outcome(CodeRule.Fit.NOT_PROMISED,
                    code.code().or(card::capability));
            case PTX_NEEDS_NEWER_DRIVER, DROPPED, TOO_OLD, TOO_NEW, LEFT_BRANCH, NOT_PROMISED, NOT_KNOWN -> code;
        };
    }

    static Optional<Version> wanted(ImageEntry entry) {
        return JetsonTags.release(entry.tag());
    }
}
