package dev.slipway.ui.welcome;

import dev.slipway.base.Texts;
import dev.slipway.setup.Part;
import dev.slipway.ui.kit.Glyphs;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.StyleClasses;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** One part of the page: what was found, and below it what to do, with the commands and how they go. */
final class PartRow extends VBox {
    private static final int OUTPUT_LINES = 7;

    private final Texts texts;
    private final StackPane icon = new StackPane();
    private final Label label = words("muted", "small");
    private final Label title = words("strong");
    private final Label detail = words("muted");
    private final Label badge = new Label();
    private final Label advice = words();
    /** Not a field that scrolls: every command shows whole before it runs, and apart from the next. */
    private final VBox commands = new VBox();
    private final Button copy = new Button();
    private final Label why = words("muted", "small");
    private final Button start = new Button();
    private final Label note = words("muted", "small");
    private final ProgressBar progress = new ProgressBar(-1);
    private final Label runWords = words();
    private final Button stop = new Button();
    private final TextArea output = area();
    private final VBox fix = new VBox(8);
    private final VBox run = new VBox(6);
    private final HBox commandLine;
    private final HBox buttons;
    private Part.Standing shown;
    private List<String> shownCommands = List.of();

    PartRow(Texts texts, Part.Topic topic, WelcomeModel model) {
        this.texts = texts;
        getStyleClass().add("welcome-part");
        setId("part-" + topic.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        badge.setMinWidth(USE_PREF_SIZE);
        icon.getStyleClass().add("welcome-icon");
        var text = new VBox(2, label, title, detail);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMinWidth(0);
        var heading = new HBox(12, icon, text, badge);
        heading.getStyleClass().add("row");
        copy.setText(texts.of("doctor.copy"));
        copy.setGraphic(Glyphs.of("fth-copy"));
        copy.setMinWidth(USE_PREF_SIZE);
        copy.setOnAction(_ -> model.copy(topic));
        commandLine = row(commands, copy);
        HBox.setHgrow(commands, Priority.ALWAYS);
        commands.getStyleClass().add("welcome-commands");
        commands.setMinWidth(0);
        start.setMinWidth(USE_PREF_SIZE);
        start.getStyleClass().add("run");
        start.setOnAction(_ -> model.run(topic));
        HBox.setHgrow(note, Priority.ALWAYS);
        note.setMaxWidth(Double.MAX_VALUE);
        buttons = row(start, note);
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setAccessibleText(texts.of("welcome.run.begins"));
        stop.setText(texts.of("welcome.run.stop"));
        stop.setMinWidth(USE_PREF_SIZE);
        stop.setOnAction(_ -> model.stop());
        HBox.setHgrow(runWords, Priority.ALWAYS);
        runWords.setMaxWidth(Double.MAX_VALUE);
        output.setPrefRowCount(OUTPUT_LINES);
        output.setAccessibleText(texts.of("welcome.run.output"));
        run.getChildren().addAll(row(runWords, stop), progress, output);
        fix.getChildren().addAll(advice, commandLine, why, buttons);
        fix.getStyleClass().add("welcome-fix");
        run.getStyleClass().add("welcome-fix");
        getChildren().addAll(heading, fix, run);
    }

    private static Label words(String... classes) {
        var words = new Label();
        words.getStyleClass().addAll(classes);
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        return words;
    }

    private static TextArea area() {
        var area = new TextArea();
        area.setEditable(false);
        area.getStyleClass().addAll("mono", "commands");
        return area;
    }

    private static HBox row(Node... parts) {
        var row = new HBox(parts);
        row.getStyleClass().add("row");
        return row;
    }

    /** Shows a newer state; {@code first} when this is the one thing to do now. */
    void show(WelcomeState.Line line, boolean first) {
        label.setText(line.label());
        title.setText(line.title());
        detail.setText(line.detail());
        badge.setText(line.word());
        if (line.standing() != shown) {
            shown = line.standing();
            icon.getChildren().setAll(Glyphs.of(glyph(shown), line.word()));
            StyleClasses.set(icon, "welcome-icon", tone(shown));
            StyleClasses.set(badge, "label", "badge", switch (shown) {
                case MISSING -> "problem";
                case CAVEAT -> "warning";
                case WORKS, WAITS, NOT_HERE, LOOKING -> "calm";
            });
        }
        Presence.set(fix, line.fix().isPresent());
        Presence.set(run, line.fix().flatMap(WelcomeState.Fix::run).isPresent());
        line.fix().ifPresent(it -> show(it, first));
    }

    private void show(WelcomeState.Fix it, boolean first) {
        advice.setText(it.words());
        Presence.set(commandLine, !it.commands().isEmpty());
        var lines = it.commands().lines().toList();
        if (!lines.equals(shownCommands)) {
            shownCommands = lines;
            commands.getChildren().setAll(lines.stream().map(line -> {
                var command = words("mono");
                command.setText(line);
                return command;
            }).toList());
        }
        Presence.say(why, it.why());
        Presence.set(buttons, it.runnable() || !it.note().isEmpty());
        Presence.set(start, it.runnable());
        start.setText(it.button());
        start.setDisable(it.busy());
        StyleClasses.set(start, "button", "run", first ? "primary" : "secondary");
        Presence.say(note, it.note());
        it.run().ifPresent(this::show);
    }

    private void show(WelcomeState.Run it) {
        runWords.setText(it.words());
        StyleClasses.set(runWords, "label", it.going() ? "strong" : it.good() ? "welcome-good" : "field-problem");
        Presence.set(progress, it.going());
        Presence.set(stop, it.going());
        Presence.set(output, !it.output().isEmpty());
        if (!it.output().equals(output.getText())) {
            output.setText(it.output());
            output.end();
        }
    }

    private static String glyph(Part.Standing standing) {
        return switch (standing) {
            case WORKS -> "fth-check-circle";
            case CAVEAT -> "fth-alert-triangle";
            case MISSING -> "fth-x-circle";
            case WAITS -> "fth-clock";
            case NOT_HERE -> "fth-minus-circle";
            case LOOKING -> "fth-loader";
        };
    }

    private static String tone(Part.Standing standing) {
        return switch (standing) {
            case WORKS -> "good";
            case CAVEAT -> "caveat";
            case MISSING -> "problem";
            case WAITS, NOT_HERE, LOOKING -> "calm";
        };
    }
}
