package dev.slipway.ui.monitor;

import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.ui.kit.CardGrid;
import dev.slipway.ui.kit.EmptyState;
import dev.slipway.ui.kit.Notices;
import dev.slipway.ui.kit.SessionColours;
import dev.slipway.ui.kit.Showing;
import dev.slipway.ui.kit.StyleClasses;
import dev.slipway.ui.kit.Views;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** The monitor: graphs of each GPU, and who uses it. */
public final class MonitorView {
    private static final double HEADER = 36;

    private final Texts texts;
    private final MonitorModel model;
    private final Notices messages;
    private final Map<String, OverviewCard> overviewCards = new HashMap<>();
    private final Map<Range, ToggleButton> chips = new EnumMap<>(Range.class);
    private final Parent node;
    private final ObservableValue<Boolean> showing;
    private final GpuPanel panel;
    private Optional<MonitorState.Nothing> shownNothing = Optional.empty();
    private List<MonitorState.Choice> shownChoices = List.of();

    @FXML
    private Label subtitle;
    @FXML
    private HBox ranges;
    @FXML
    private ToggleButton pause;
    @FXML
    private Button export;
    @FXML
    private VBox nothing;
    @FXML
    private FlowPane choices;
    @FXML
    private VBox panels;
    @FXML
    private CardGrid overview;
    @FXML
    private TableView<ObjectProperty<MonitorState.Row>> table;
    @FXML
    private TableColumn<ObjectProperty<MonitorState.Row>, MonitorState.Row> session;
    @FXML
    private TableColumn<ObjectProperty<MonitorState.Row>, String> processes;
    @FXML
    private TableColumn<ObjectProperty<MonitorState.Row>, String> gpus;
    @FXML
    private TableColumn<ObjectProperty<MonitorState.Row>, String> gpuMemory;
    @FXML
    private TableColumn<ObjectProperty<MonitorState.Row>, String> cpu;
    @FXML
    private TableColumn<ObjectProperty<MonitorState.Row>, String> memory;

    /** The page over its model. */
    public MonitorView(Views views, MonitorModel model, Notices messages) {
        this.texts = views.texts();
        this.model = model;
        this.messages = messages;
        this.panel = new GpuPanel(texts);
        this.node = views.load(this);
        this.showing = Showing.of(node);
        showing.subscribe(model::setShowing);
    }

    @FXML
    private void initialize() {
        for (var range : Range.values()) {
            var chip = new ToggleButton(texts.of(range.textKey()));
            chip.getStyleClass().setAll("chip");
            chip.setId("range-" + range.name().toLowerCase(Locale.ROOT));
            chip.setOnAction(_ -> {
                chip.setSelected(true);
                model.look(range);
            });
            chips.put(range, chip);
            ranges.getChildren().add(chip);
        }
        VBox.setVgrow(panel, Priority.ALWAYS);
        panels.getChildren().add(panel);
        pause.setOnAction(_ -> model.pause(pause.isSelected()));
        for (var part : List.of(nothing, choices, panels, overview, table)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        session.setCellValueFactory(row -> row.getValue());
        session.setCellFactory(_ -> new SessionCell());
        text(processes, MonitorState.Row::processes);
        processes.getStyleClass().add("mono");
        text(gpus, MonitorState.Row::gpus);
        text(gpuMemory, MonitorState.Row::gpuMemory);
        text(cpu, MonitorState.Row::cpu);
        text(memory, MonitorState.Row::memory);
        model.stateProperty().subscribe(this::show);
    }

    private static void text(TableColumn<ObjectProperty<MonitorState.Row>, String> column,
            Function<MonitorState.Row, String> value) {
        column.setCellValueFactory(row -> row.getValue().map(value));
        column.setSortable(false);
    }

    /** The page's node. */
    public Parent node() {
        return node;
    }

    private void show(MonitorState state) {
        subtitle.setText(state.subtitle());
        chips.forEach((range, chip) -> chip.setSelected(range == state.range()));
        pause.setSelected(state.paused());
        pause.setText(texts.of(state.paused() ? "monitor.resume" : "monitor.pause"));
        nothing.setVisible(state.nothing().isPresent());
        pause.setDisable(state.nothing().isPresent());
        export.setDisable(state.nothing().isPresent());
        if (!state.nothing().equals(shownNothing)) {
            shownNothing = state.nothing();
            nothing.getChildren().setAll(state.nothing().stream().map(this::emptyState).toList());
        }
        showChoices(state);
        panels.setVisible(!state.overview() && !state.panels().isEmpty());
        overview.setVisible(state.overview());
        if (state.overview()) {
            var wanted = state.panels().stream()
                    .map(one -> overviewCards.computeIfAbsent(one.uuid(), _ -> new OverviewCard())).toList();
            if (!overview.getChildren().equals(wanted)) {
                overview.getChildren().setAll(wanted);
            }
            state.panels().forEach(one -> overviewCards.get(one.uuid()).show(one));
        } else {
            state.panels().stream().findFirst().ifPresent(panel::show);
        }
        table.setVisible(!state.rows().isEmpty());
        showRows(state.rows());
    }

    /** Each second other numbers: only the cells in which one changed are filled anew. */
    private void showRows(List<MonitorState.Row> rows) {
        boolean sameSessions = rows.stream().map(MonitorState.Row::session).toList()
                .equals(table.getItems().stream().map(line -> line.get().session()).toList());
        if (sameSessions) {
            for (int i = 0; i < rows.size(); i++) {
                table.getItems().get(i).set(rows.get(i));
            }
        } else {
            table.getItems().setAll(rows.stream().map(SimpleObjectProperty::new).toList());
            table.setPrefHeight(HEADER + rows.size() * table.getFixedCellSize());
            table.setMinHeight(table.getPrefHeight());
        }
    }

    private void showChoices(MonitorState state) {
        choices.setVisible(!state.choices().isEmpty());
        if (!state.choices().equals(shownChoices)) {
            shownChoices = state.choices();
            choices.getChildren().setAll(shownChoices.stream().map(this::chip).toList());
        }
        for (int i = 0; i < shownChoices.size(); i++) {
            ((ToggleButton) choices.getChildren().get(i))
                    .setSelected(shownChoices.get(i).uuid().equals(state.chosen()));
        }
    }

    private ToggleButton chip(MonitorState.Choice choice) {
        var chip = new ToggleButton(choice.label());
        chip.getStyleClass().setAll("chip");
        chip.setOnAction(_ -> {
            chip.setSelected(true);
            model.choose(choice.uuid());
        });
        return chip;
    }

    private EmptyState emptyState(MonitorState.Nothing reason) {
        var empty = new EmptyState("fth-activity", reason.title(), reason.detail());
        empty.getStyleClass().add("card");
        if (reason.tour()) {
            empty.primary(texts.of("monitor.tour"), model::takeTour);
        }
        return empty;
    }

    @FXML
    private void saveReadings() {
        var chooser = new FileChooser();
        chooser.setTitle(texts.of("monitor.export"));
        chooser.setInitialFileName("slipway-monitor.csv");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("CSV", "*.csv"));
        var file = chooser.showSaveDialog(node.getScene().getWindow());
        if (file != null) {
            model.export(file.toPath(), path -> messages.done(Text.of("monitor.exported", path.getFileName())),
                    messages::failed);
        }
    }

    private static final class SessionCell extends TableCell<ObjectProperty<MonitorState.Row>, MonitorState.Row> {
        private final Region dot = new Region();

        @Override
        protected void updateItem(MonitorState.Row row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? null : row.session());
            setGraphic(empty || row == null ? null : dot);
            if (row != null) {
                StyleClasses.set(dot, "dot", SessionColours.styleClass(row.colour()));
            }
        }
    }
}
