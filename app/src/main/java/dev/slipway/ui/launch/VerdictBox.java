package dev.slipway.ui.launch;

import dev.slipway.compat.Verdict;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.StyleClasses;
import dev.slipway.ui.kit.VerdictMark;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The verdict on the image that is typed: a mark and a sentence. FX thread. */
public final class VerdictBox extends VBox {
    /** A box without a verdict. */
    public VerdictBox() {
        super(4);
        getStyleClass().add("verdict-box");
    }

    /** Shows a verdict; the sentence may be empty. */
    void show(Verdict.Level level, String word, String words) {
        StyleClasses.set(this, "verdict-box", "verdict-" + level.id());
        var sentence = new Label();
        sentence.setWrapText(true);
        sentence.getStyleClass().add("sentence");
        Presence.say(sentence, words);
        getChildren().setAll(new VerdictMark(level, word), sentence);
    }
}
