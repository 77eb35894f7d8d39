package dev.slipway.ui.kit;

import dev.slipway.base.Texts;
import dev.slipway.compat.Verdict;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** A verdict's icon and word, never by colour alone. */
public final class VerdictMark extends HBox {
    private final Label label = new Label();

    /** The mark with the level's own word: "Runs". */
    public VerdictMark(Texts texts, Verdict.Level level) {
        this(level, word(texts, level));
    }

    /** The mark with other words, as in "RTX 4090 only". */
    public VerdictMark(Verdict.Level level, String words) {
        getStyleClass().addAll("verdict", "verdict-" + level.id());
        getChildren().addAll(Glyphs.of(icon(level)), label);
        setWords(words);
    }

    /** Says the same level in other words. */
    public void setWords(String words) {
        label.setText(words);
        setAccessibleText(words);
    }

    /** The level in a word. */
    public static String word(Texts texts, Verdict.Level level) {
        return texts.of("app.verdict." + level.id());
    }

    /** The level's icon. */
    public static String icon(Verdict.Level level) {
        return switch (level) {
            case RUNS -> "fth-check-circle";
            case CAVEAT -> "fth-alert-circle";
            case FAILS -> "fth-x-circle";
            case UNKNOWN -> "fth-help-circle";
        };
    }
}
