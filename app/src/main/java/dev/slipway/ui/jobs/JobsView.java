package dev.slipway.ui.jobs;

import dev.slipway.ui.kit.Glyphs;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Showing;
import dev.slipway.ui.kit.Terminals;
import dev.slipway.ui.kit.Views;
import java.util.Optional;
import java.util.function.Function;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.util.Duration;

/** The jobs of one session, for the dock. */
public final class JobsView implements Terminals.Pane {
    private final JobsModel model;
    private final Views views;
    private final Parent node;
    private final Timeline seconds = new Timeline();

    @FXML private Button follow;
    @FXML private Button stop;
    @FXML private Button again;
    @FXML private Label place;
    @FXML private Label trouble;
    @FXML private TableView<JobRow> table;
    @FXML private TableColumn<JobRow, JobRow> state;
    @FXML private TableColumn<JobRow, String> command;
    @FXML private TableColumn<JobRow, String> begun;
    @FXML private TableColumn<JobRow, String> duration;
    @FXML private TableColumn<JobRow, String> exitCode;
    @FXML private TableColumn<JobRow, String> peak;

    /** Loads the pane. */
    public JobsView(JobsModel model, Views views) {
        this.model = model;
        this.views = views;
        this.node = views.load(this);
    }

    @FXML
    private void initialize() {
        place.setText(model.place());
        state.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        state.setCellFactory(_ -> new StateCell());
        text(command, JobRow::command);
        text(begun, JobRow::begun);
        text(duration, JobRow::duration);
        text(exitCode, JobRow::exitCode);
        text(peak, JobRow::peak);
        command.setCellFactory(_ -> new CommandCell());
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null) {
                model.selectedProperty().set(Optional.of(row.job().id()));
            }
            enable();
        });
        table.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                model.follow();
            }
        });
        table.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                model.follow();
            }
        });
        model.stateProperty().subscribe(this::show);
        seconds.getKeyFrames().add(new KeyFrame(Duration.seconds(1), _ -> model.tick()));
        seconds.setCycleCount(Animation.INDEFINITE);
        Showing.of(table).subscribe(showing -> {
            if (showing) {
                seconds.play();
            } else {
                seconds.stop();
            }
        });
    }

    private static void text(TableColumn<JobRow, String> column, Function<JobRow, String> value) {
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(value.apply(row.getValue())));
    }

    private void show(JobsModel.State now) {
        if (!now.rows().equals(table.getItems())) {
            var chosen = model.selectedProperty().get();
            table.getItems().setAll(now.rows());
            now.rows().stream().filter(row -> chosen.equals(Optional.of(row.job().id()))).findFirst()
                    .or(() -> now.rows().stream().findFirst()).ifPresent(table.getSelectionModel()::select);
        }
        Presence.say(trouble, now.failure().map(views.texts()::of));
        stop.setText(views.texts().of(now.stopping().isPresent() ? "jobs.stopping" : "jobs.stop"));
        enable();
    }

    private void enable() {
        follow.setDisable(!model.any());
        again.setDisable(!model.any());
        stop.setDisable(!model.stoppable());
    }

    @FXML
    private void run() {
        model.run();
    }

    @FXML
    private void follow() {
        model.follow();
    }

    @FXML
    private void stop() {
        model.stop();
    }

    @FXML
    private void again() {
        model.again();
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public void focus() {
        table.requestFocus();
    }

    @Override
    public void close() {
        seconds.stop();
        model.close();
    }

    /** A state's icon and word. */
    private static final class StateCell extends TableCell<JobRow, JobRow> {
        @Override
        protected void updateItem(JobRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().removeIf(it -> it.startsWith("job-"));
            setText(empty || row == null ? "" : row.state());
            setGraphic(empty || row == null ? null : Glyphs.of(row.kind().icon()));
            if (!empty && row != null) {
                getStyleClass().add(row.kind().styleClass());
            }
        }
    }

    /** A command, whole in its tooltip. */
    private static final class CommandCell extends TableCell<JobRow, String> {
        @Override
        protected void updateItem(String line, boolean empty) {
            super.updateItem(line, empty);
            setText(empty ? "" : line);
            setTooltip(empty || line == null ? null : new Tooltip(line));
        }
    }
}
