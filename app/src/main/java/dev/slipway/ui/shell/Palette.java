package dev.slipway.ui.shell;

import dev.slipway.base.Texts;
import dev.slipway.ui.kit.Glyphs;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Ctrl+K: every page and action by typing a few letters. Lies over the window while open. */
final class Palette extends StackPane {
    private static final double LINE = 34;

    private final Supplier<List<Entry>> source;
    private final TextField filter = new TextField();
    private final ListView<Entry> list = new ListView<>();
    private Node focusedBefore;

    /** A line: its words, its icon, what happens. */
    record Entry(String words, String icon, Runnable run) {
    }

    Palette(Texts texts, Supplier<List<Entry>> source) {
        this.source = source;
        getStyleClass().add("veil");
        setId("palette");
        filter.setPromptText(texts.of("shell.palette.prompt"));
        filter.setAccessibleText(texts.of("shell.palette.prompt"));
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Line());
        list.setFixedCellSize(LINE);
        list.setMinHeight(0);
        var box = new VBox(filter, list);
        box.getStyleClass().add("palette");
        box.setMaxHeight(USE_PREF_SIZE);
        box.setOnMouseClicked(event -> event.consume());
        StackPane.setAlignment(box, Pos.TOP_CENTER);
        StackPane.setMargin(box, new Insets(80, 0, 0, 0));
        getChildren().add(box);
        setVisible(false);
        filter.textProperty().subscribe(this::narrow);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        setOnMouseClicked(_ -> close());
        list.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                choose();
            }
        });
    }

    void open() {
        if (isVisible()) {
            close();
            return;
        }
        focusedBefore = getScene().getFocusOwner();
        setVisible(true);
        filter.clear();
        narrow("");
        filter.requestFocus();
    }

    private void close() {
        setVisible(false);
        if (focusedBefore != null) {
            focusedBefore.requestFocus();
        }
    }

    private void narrow(String typed) {
        var wanted = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
        list.getItems().setAll(source.get().stream()
                .filter(entry -> entry.words().toLowerCase(Locale.ROOT).contains(wanted)).toList());
        list.getSelectionModel().selectFirst();
        list.setPrefHeight(list.getItems().size() * LINE + 2);
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> close();
            case ENTER -> choose();
            case DOWN -> list.getSelectionModel().selectNext();
            case UP -> list.getSelectionModel().selectPrevious();
            default -> {
                return;
            }
        }
        list.scrollTo(list.getSelectionModel().getSelectedIndex());
        event.consume();
    }

    private void choose() {
        var chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            close();
            chosen.run().run();
        }
    }

    private static final class Line extends ListCell<Entry> {
        @Override
        protected void updateItem(Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(empty || entry == null ? null : entry.words());
            setGraphic(empty || entry == null ? null : Glyphs.of(entry.icon()));
        }
    }
}
