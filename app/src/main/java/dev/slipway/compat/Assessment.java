package dev.slipway.compat;

import dev.slipway.base.Version;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.compat.Verdict.Level;
import dev.slipway.compat.Verdict.Reason;
import java.util.List;
import java.util.Optional;

/**
 * A verdict before it is put into words.
 *
 * @param entry the image
 * @param driver the driver against the image's CUDA, where the image's CUDA is known
 * @param cards each NVIDIA GPU with its outcome
 * @param refusedBy the term of the image's own requirement that the engine will refuse
 * @param read whether the image itself was read, and its requirement with it
 */
record Assessment(Ground ground, ImageEntry entry, Level level, List<Reason> reasons,
        Optional<DriverRule.Outcome> driver, List<Result> cards, Optional<String> refusedBy, boolean read,
        String confidence) {

    /**
     * A GPU's outcome.
     *
     * @param forward whether it runs only by the driver library inside the image
     * @param failure why it does not run
     * @param known whether the facts are enough to tell
     */
    record Result(Ground.Card card, CodeRule.Outcome code, boolean forward, Optional<Reason> failure, boolean known) {
        boolean runs() {
            return known && failure.isEmpty();
        }
    }

    /** An assessment without a look at single GPUs. */
    static Assessment plain(Ground ground, ImageEntry entry, Level level, List<Reason> reasons) {
        return new Assessment(ground, entry, level, List.copyOf(reasons), Optional.empty(), List.of(),
                Optional.empty(), false, entry.confidence());
    }

    /** The same with another confidence. */
    Assessment with(String other) {
        return new Assessment(ground, entry, level, reasons, driver, cards, refusedBy, read, other);
    }

    /** Whether the image holds a check of the driver that has not been read and that the engine enforces. */
    boolean checkUnread() {
        return !read && ground.checksImages() && !cards.isEmpty() && Labels.unread(entry)
                && label().isEmpty();
    }

    /** What the image asks for, where all images of its family ask for the same. */
    Optional<Facts.FamilyLabel> label() {
        return Optional.ofNullable(ground.familyLabels().get(entry.family()));
    }

    /** The indices of the GPUs it runs on. */
    List<Integer> running() {
        if (level == Level.FAILS) {
            return List.of();
        }
        return cards.stream().filter(Result::runs).map(result -> result.card().gpu().index()).toList();
    }

    Optional<Version> cuda() {
        return entry.cuda();
    }
}
