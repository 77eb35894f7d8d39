package dev.slipway.ui.selftest;

import dev.slipway.base.Texts;
import dev.slipway.selftest.Figures;
import dev.slipway.selftest.Proof;
import dev.slipway.selftest.SelfTestResult;
import dev.slipway.ui.kit.Glyphs;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What a self-test shows, line by line. */
final class SelfTestLines {
    private SelfTestLines() {
    }

    /** A sentence with an icon, never by colour alone. */
    static Node proof(Proof proof, Texts texts) {
        var icon = switch (proof.level()) {
            case GOOD -> Glyphs.of("fth-check-circle", texts.of("selftest.level.good"));
            case CAUTION -> Glyphs.of("fth-alert-circle", texts.of("selftest.level.caution"));
            case BAD -> Glyphs.of("fth-x-circle", texts.of("selftest.level.bad"));
        };
        var words = new Label(texts.of(proof.text()));
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(10, icon, words);
        row.getStyleClass().addAll("row", "verdict-" + switch (proof.level()) {
            case GOOD -> "runs";
            case CAUTION -> "caveat";
            case BAD -> "fails";
        }, "proof");
        return row;
    }

    /** One result's figures. */
    static Node figures(List<Figures.Figure> figures, Texts texts) {
        var grid = grid(2);
        int row = 0;
        for (var figure : figures) {
            grid.add(words(texts.of(figure.label()), "muted"), 0, row);
            grid.add(number(Optional.of(figure.shown())), 1, row);
            grid.add(words(figure.note().map(texts::of).orElse(""), "muted"), 2, row++);
        }
        return grid;
    }

    /** Two results side by side. */
    static Node pairs(List<Figures.Pair> pairs, SelfTestResult first, SelfTestResult second, Texts texts) {
        var grid = grid(3);
        grid.add(number(Optional.of(first.torch())), 1, 0);
        grid.add(number(Optional.of(second.torch())), 2, 0);
        grid.add(words(texts.of("selftest.gain"), "strong"), 3, 0);
        int row = 1;
        for (var pair : pairs) {
            grid.add(words(texts.of(pair.label()), "muted"), 0, row);
            grid.add(number(pair.first().map(Figures.Figure::shown)), 1, row);
            grid.add(number(pair.second().map(Figures.Figure::shown)), 2, row);
            grid.add(words(pair.gain().map(gain -> Figures.times(gain) + "×").orElse("–"), "number"), 3, row++);
        }
        return grid;
    }

    private static GridPane grid(int numbers) {
        var grid = new GridPane(24, 6);
        var label = new ColumnConstraints();
        label.setMinWidth(220);
        grid.getColumnConstraints().add(label);
        for (int i = 0; i < numbers; i++) {
            var column = new ColumnConstraints();
            column.setHalignment(i < numbers - 1 || numbers == 3 ? HPos.RIGHT : HPos.LEFT);
            column.setMinWidth(Region.USE_PREF_SIZE);
            grid.getColumnConstraints().add(column);
        }
        if (numbers == 2) {
            grid.getColumnConstraints().get(1).setHalignment(HPos.RIGHT);
        }
        return grid;
    }

    private static Label words(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }

    private static Label number(Optional<String> text) {
        var label = new Label(text.orElse("–"));
        label.getStyleClass().addAll("number", "strong");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
