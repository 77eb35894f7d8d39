package dev.slipway.ui.sessions;

import dev.slipway.ui.kit.Views;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** A session's log. */
final class LogView {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination FIND = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
    private static final int LINES_ABOVE = 3;

    private final LogModel model;
    private final Parent node;

    @FXML private TextField search;
    @FXML private CheckBox follow;
    @FXML private Label state;
    @FXML private ListView<String> list;

    LogView(LogModel model, Views views) {
        this.model = model;
        this.node = views.load(this);
    }

    Parent node() {
        return node;
    }

    void focus() {
        list.requestFocus();
    }

    @FXML
    private void initialize() {
        list.setItems(model.lines());
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        search.textProperty().bindBidirectional(model.searchProperty());
        follow.selectedProperty().bindBidirectional(model.followProperty());
        state.textProperty().bind(model.stateProperty());
        model.lines().addListener((ListChangeListener<String>) _ -> scroll());
        model.followProperty().subscribe(this::scroll);
        model.foundProperty().subscribe(at -> {
            if (at.intValue() >= 0) {
                list.getSelectionModel().clearAndSelect(at.intValue());
                list.scrollTo(Math.max(0, at.intValue() - LINES_ABOVE));
            }
        });
        bindKeys();
    }

    private void bindKeys() {
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (COPY.match(event)) {
                copy();
                event.consume();
            } else if (FIND.match(event)) {
                search.requestFocus();
                event.consume();
            }
        });
    }

    private void scroll() {
        if (follow.isSelected() && !list.getItems().isEmpty()) {
            list.scrollTo(list.getItems().size() - 1);
        }
    }

    @FXML
    private void findNext() {
        model.findNext();
    }

    /** The selected lines, or all when none is selected. */
    @FXML
    private void copy() {
        var selected = list.getSelectionModel().getSelectedItems();
        model.copy(String.join("\n", selected.isEmpty() ? list.getItems() : selected));
    }

    @FXML
    private void reload() {
        model.open();
    }
}
