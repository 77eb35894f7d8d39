package dev.slipway.ui.catalog;

import dev.slipway.base.Version;
import dev.slipway.compat.Verdict;
import dev.slipway.ui.kit.VerdictMark;
import dev.slipway.ui.kit.Views;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/** The matrix of a framework's versions and CUDA's; a table whose cells are chosen one by one, by mouse or arrows. */
final class MatrixView {
    private static final double COLUMN = 50;

    private final CatalogModel model;
    private final Views views;
    private final Parent root;
    private boolean showing;

    @FXML private Label name;
    @FXML private ChoiceBox<String> flavour;
    @FXML private HBox legend;
    @FXML private TableView<Matrix.Line> grid;

    MatrixView(CatalogModel model, Views views) {
        this.model = model;
        this.views = views;
        this.root = views.load(this);
    }

    Parent node() {
        return root;
    }

    @FXML
    private void initialize() {
        for (var level : Verdict.Level.values()) {
            legend.getChildren().add(new VerdictMark(views.texts(), level));
        }
        grid.getSelectionModel().setCellSelectionEnabled(true);
        grid.setPlaceholder(new Label(views.texts().of("images.matrix.empty")));
        grid.getSelectionModel().getSelectedCells().addListener((InvalidationListener) _ -> chosen());
        grid.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                model.launch();
            }
        });
        flavour.setOnAction(_ -> choose());
        model.matrix().matrixProperty().subscribe(this::show);
        model.selectedProperty().addListener(_ -> {
            if (!showing) {
                mark();
            }
        });
    }

    private void choose() {
        if (!showing && flavour.getValue() != null) {
            model.matrix().flavourProperty().set(Optional.of(flavour.getValue()));
        }
    }

    private void show(Matrix matrix) {
        showing = true;
        name.setText(views.texts().of("images.matrix.title", matrix.framework().label()));
        flavour.getItems().setAll(matrix.flavours());
        flavour.setValue(matrix.flavour().isEmpty() ? null : matrix.flavour());
        var columns = matrix.cuda().stream().map(MatrixView::column).toList();
        if (!grid.getColumns().stream().skip(1).map(TableColumn::getText).toList()
                .equals(columns.stream().map(TableColumn::getText).toList())) {
            grid.getColumns().setAll(List.of(versions()));
            grid.getColumns().addAll(columns);
        }
        grid.getItems().setAll(matrix.lines());
        showing = false;
        mark();
    }

    /** Puts the choice on the selected image, where it is in the grid. */
    private void mark() {
        var selected = model.matrix().showingProperty().get() ? model.selectedProperty().get() : null;
        for (int i = 0; selected != null && i < grid.getItems().size(); i++) {
            for (var cell : grid.getItems().get(i).cells().entrySet()) {
                if (cell.getValue() == selected) {
                    int at = model.matrix().matrixProperty().get().cuda().indexOf(cell.getKey()) + 1;
                    grid.getSelectionModel().clearAndSelect(i, grid.getColumns().get(at));
                    grid.scrollTo(i);
                    return;
                }
            }
        }
    }

    private void chosen() {
        var cells = grid.getSelectionModel().getSelectedCells();
        if (!showing && !cells.isEmpty()) {
            TablePosition<?, ?> position = cells.getFirst();
            int column = position.getColumn() - 1;
            var cuda = model.matrix().matrixProperty().get().cuda();
            if (column >= 0 && column < cuda.size() && position.getRow() < grid.getItems().size()) {
                showing = true;
                grid.getItems().get(position.getRow()).at(cuda.get(column)).ifPresent(model.selectedProperty()::set);
                showing = false;
            }
        }
    }

    private TableColumn<Matrix.Line, String> versions() {
        var column = new TableColumn<Matrix.Line, String>(views.texts().of("images.column.version"));
        column.setCellValueFactory(line -> new ReadOnlyObjectWrapper<>(line.getValue().version().text()));
        column.getStyleClass().add("number");
        plain(column, 76);
        return column;
    }

    private static TableColumn<Matrix.Line, Optional<CatalogRow>> column(Version cuda) {
        var column = new TableColumn<Matrix.Line, Optional<CatalogRow>>(cuda.text());
        column.setCellValueFactory(line -> new ReadOnlyObjectWrapper<>(line.getValue().at(cuda)));
        column.setCellFactory(_ -> new MatrixCell(cuda));
        column.getStyleClass().add("matrix-column");
        plain(column, COLUMN);
        return column;
    }

    private static void plain(TableColumn<?, ?> column, double width) {
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setResizable(false);
    }
}
