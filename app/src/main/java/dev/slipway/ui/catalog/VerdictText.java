package dev.slipway.ui.catalog;

import dev.slipway.base.Texts;
import java.util.List;
import java.util.StringJoiner;

/** A whole verdict as plain text, to paste into a letter or an issue. Pure. */
final class VerdictText {
    private VerdictText() {
    }

    static String of(ImageDetails details, Texts texts) {
        var text = new StringJoiner("\n");
        text.add(details.reference());
        text.add(details.word() + ": " + details.sentence());
        lines(text, details.points(), texts);
        details.suggestion().ifPresent(better -> text.add(details.suggestionLabel() + ": " + better));
        text.add("");
        lines(text, details.facts(), texts);
        details.pinned().ifPresent(pinned -> text.add("- " + texts.of("images.details.digest") + ": " + pinned));
        text.add("");
        text.add(details.origin());
        if (!details.sources().isEmpty()) {
            details.sources().lines().forEach(source -> text.add("- " + source));
        }
        return text.toString();
    }

    private static void lines(StringJoiner text, List<ImageDetails.Line> lines, Texts texts) {
        for (var line : lines) {
            text.add("- " + line.label() + ": " + line.value()
                    + (line.met() ? "" : " (" + texts.of("images.details.unmet") + ")"));
        }
    }
}
