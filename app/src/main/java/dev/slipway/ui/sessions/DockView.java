package dev.slipway.ui.sessions;

import dev.slipway.ui.kit.Terminals;
import dev.slipway.ui.kit.Views;
import java.util.IdentityHashMap;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/** The dock with its tabs. */
final class DockView {
    private final DockModel model;
    private final Views views;
    private final Terminals terminals;
    private final Map<DockModel.Entry, Content> contents = new IdentityHashMap<>();
    private final Parent node;

    @FXML private TabPane tabs;
    @FXML private MenuButton plus;

    private record Content(Tab tab, Runnable focus, Runnable close) {
    }

    DockView(DockModel model, Views views, Terminals terminals) {
        this.model = model;
        this.views = views;
        this.terminals = terminals;
        this.node = views.load(this);
    }

    Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        model.entries().addListener((ListChangeListener<DockModel.Entry>) change -> {
            while (change.next()) {
                change.getRemoved().forEach(this::remove);
                change.getAddedSubList().forEach(this::add);
            }
        });
        model.selectedProperty().subscribe(this::select);
        model.running().addListener((ListChangeListener<String>) _ -> fillPlus());
        fillPlus();
    }

    private void fillPlus() {
        plus.getItems().setAll(model.running().stream().map(session -> {
            var item = new MenuItem(views.texts().of("sessions.dock.terminal", session));
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> model.openTerminal(session));
            return item;
        }).toList());
        plus.setDisable(model.running().isEmpty());
    }

    private void add(DockModel.Entry entry) {
        var tab = new Tab(entry.title());
        var content = switch (entry) {
            case DockModel.TerminalEntry terminal -> {
                var pane = terminals.open(terminal.session());
                tab.setContent(pane.node());
                yield new Content(tab, pane::focus, pane::close);
            }
            case DockModel.PaneEntry other -> {
                var pane = other.pane().get();
                tab.setContent(pane.node());
                yield new Content(tab, pane::focus, pane::close);
            }
            case DockModel.LogEntry log -> {
                var view = new LogView(log.log(), views);
                tab.setContent(view.node());
                yield new Content(tab, view::focus, () -> {
                });
            }
        };
        contents.put(entry, content);
        tab.setOnClosed(_ -> model.close(entry));
        tab.selectedProperty().subscribe(selected -> {
            if (selected) {
                content.focus().run();
            }
        });
        tabs.getTabs().add(tab);
    }

    private void remove(DockModel.Entry entry) {
        var content = contents.remove(entry);
        tabs.getTabs().remove(content.tab());
        content.close().run();
    }

    private void select(DockModel.Entry entry) {
        var content = entry == null ? null : contents.get(entry);
        if (content != null) {
            tabs.getSelectionModel().select(content.tab());
            content.focus().run();
        }
    }
}
