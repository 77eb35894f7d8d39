package dev.slipway.ui.doctor;

import dev.slipway.base.Texts;
import dev.slipway.doctor.Finding;
import dev.slipway.ui.kit.Glyphs;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One finding: what is wrong, why, what was seen (folded), and what to do with the commands to copy. */
final class FindingCard extends VBox {
    private static final int MOST_LINES = 8;
    private static final int LONG_LINE = 80;

    private final Texts texts;
    private final Consumer<String> copy;

    FindingCard(Texts texts, Finding finding, Consumer<String> copy) {
        this.texts = texts;
        this.copy = copy;
        getStyleClass().addAll("card", "finding", "finding-" + id(finding.severity()));
        getChildren().add(heading(finding));
        getChildren().add(wrapped(texts.of(finding.cause())));
        finding.fix().ifPresent(this::add);
        if (!finding.evidence().isEmpty()) {
            add(finding.evidence());
        }
    }

    private Node heading(Finding finding) {
        var word = texts.of("doctor.severity." + id(finding.severity()));
        var icon = Glyphs.of(icon(finding.severity()), word);
        var title = new Label(texts.of(finding.title()));
        title.getStyleClass().add("card-title");
        title.setWrapText(true);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var badge = new Label(word);
        badge.getStyleClass().add("badge");
        switch (finding.severity()) {
            case PROBLEM -> badge.getStyleClass().add("problem");
            case WARNING -> badge.getStyleClass().add("warning");
            case NOTE, OK -> {
            }
        }
        badge.setMinWidth(USE_PREF_SIZE);
        var row = new HBox(icon, title, badge);
        row.getStyleClass().add("row");
        return row;
    }

    private void add(Finding.Fix fix) {
        var heading = new Label(texts.of("doctor.fix"));
        heading.getStyleClass().add("strong");
        getChildren().addAll(heading, wrapped(texts.of(fix.text())));
        if (!fix.commands().isEmpty()) {
            getChildren().add(commands(fix.commands()));
        }
        if (fix.needsAdmin() || fix.thenReboot()) {
            var notes = new HBox();
            notes.getStyleClass().add("row");
            if (fix.needsAdmin()) {
                notes.getChildren().add(pill("doctor.needs-admin"));
            }
            if (fix.thenReboot()) {
                notes.getChildren().add(pill("doctor.needs-reboot"));
            }
            getChildren().add(notes);
        }
    }

    private Node pill(String key) {
        var pill = new Label(texts.of(key));
        pill.getStyleClass().add("pill");
        return pill;
    }

    /** Commands stand in a field, so that a part of them can be selected too. */
    private Node commands(List<String> lines) {
        var text = String.join("\n", lines);
        var field = new TextArea(text);
        field.getStyleClass().addAll("mono", "commands");
        field.setEditable(false);
        field.setWrapText(false);
        // A long line brings a scroll bar, which needs a line's room.
        boolean bar = lines.stream().anyMatch(line -> line.length() > LONG_LINE);
        field.setPrefRowCount(Math.min(lines.size() + (bar ? 1 : 0), MOST_LINES));
        if (lines.size() < MOST_LINES) {
            // All of it shows; a bar would only stand there for a pixel or two of the lines' own height.
            field.getStyleClass().add("whole");
        }
        field.setAccessibleText(texts.of("doctor.fix"));
        HBox.setHgrow(field, Priority.ALWAYS);
        var button = new Button(texts.of("doctor.copy"));
        button.setGraphic(Glyphs.of("fth-copy"));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> copy.accept(text));
        var row = new HBox(field, button);
        row.getStyleClass().add("row");
        return row;
    }

    private void add(List<String> evidence) {
        var seen = new VBox();
        evidence.forEach(line -> {
            var label = wrapped(line);
            label.getStyleClass().addAll("mono", "muted");
            seen.getChildren().add(label);
        });
        seen.setVisible(false);
        seen.managedProperty().bind(seen.visibleProperty());
        var fold = new Hyperlink(texts.of("doctor.evidence"), Glyphs.of("fth-chevron-right"));
        fold.setOnAction(_ -> {
            seen.setVisible(!seen.isVisible());
            fold.setGraphic(Glyphs.of(seen.isVisible() ? "fth-chevron-down" : "fth-chevron-right"));
            fold.setVisited(false);
        });
        getChildren().addAll(fold, seen);
    }

    private static Label wrapped(String words) {
        var label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    static String icon(Finding.Severity severity) {
        return switch (severity) {
            case OK -> "fth-check-circle";
            case NOTE -> "fth-info";
            case WARNING -> "fth-alert-triangle";
            case PROBLEM -> "fth-x-circle";
        };
    }

    private static String id(Finding.Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
