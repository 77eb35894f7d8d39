package dev.slipway.ui.catalog;

import dev.slipway.ui.kit.EmptyState;
import dev.slipway.ui.kit.Views;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The images, one a line. */
final class CatalogTableView {
    private final CatalogModel model;
    private final Views views;
    private final Parent root;
    private boolean together;
    private boolean changing;

    @FXML private TableView<CatalogRow> table;
    @FXML private TableColumn<CatalogRow, CatalogRow> verdict;
    @FXML private TableColumn<CatalogRow, CatalogRow> version;
    @FXML private TableColumn<CatalogRow, CatalogRow> cuda;
    @FXML private TableColumn<CatalogRow, CatalogRow> cudnn;
    @FXML private TableColumn<CatalogRow, CatalogRow> python;
    @FXML private TableColumn<CatalogRow, CatalogRow> flavour;
    @FXML private TableColumn<CatalogRow, CatalogRow> jupyter;
    @FXML private TableColumn<CatalogRow, CatalogRow> compile;
    @FXML private TableColumn<CatalogRow, CatalogRow> size;
    @FXML private TableColumn<CatalogRow, CatalogRow> pulled;
    @FXML private TableColumn<CatalogRow, CatalogRow> recommended;

    CatalogTableView(CatalogModel model, Views views) {
        this.model = model;
        this.views = views;
        this.root = views.load(this);
    }

    Parent node() {
        return root;
    }

    @FXML
    private void initialize() {
        columns();
        var sorted = new SortedList<>(model.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        // The table drops its choice with every change of the list and takes it again. Its own listener stands between
        // these two, so that the page hears only of what is chosen in the end.
        sorted.addListener((ListChangeListener<CatalogRow>) _ -> changing = true);
        table.setItems(sorted);
        sorted.addListener((ListChangeListener<CatalogRow>) _ -> {
            changing = false;
            chosen();
        });
        table.setRowFactory(_ -> new CatalogLine(model::launch));
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                model.launch();
            }
        });
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.getSelectionModel().selectedItemProperty().addListener(_ -> chosen());
        table.getSelectionModel().getSelectedItems().addListener((InvalidationListener) _ -> alone());
        model.selectedProperty().addListener((_, _, row) -> select(row));
        table.placeholderProperty().bind(model.emptinessProperty().map(this::placeholder));
        new FittingColumns(table,
                List.of(cudnn, python, jupyter, recommended, pulled, compile, size, flavour, cuda));
    }

    private void columns() {
        column(verdict, CatalogRow::verdict, CatalogRow.BY_VERDICT);
        verdict.setCellFactory(_ -> new VerdictCell());
        column(version, CatalogRow::version, CatalogRow.BY_VERSION);
        version.setCellFactory(_ -> new VersionCell());
        column(cuda, CatalogRow::cuda, CatalogRow.BY_CUDA);
        column(cudnn, CatalogRow::cudnn, CatalogRow.BY_CUDNN);
        column(python, CatalogRow::python, CatalogRow.BY_PYTHON);
        column(flavour, CatalogRow::flavour, Comparator.comparing(CatalogRow::flavour));
        column(jupyter, CatalogRow::jupyter, Comparator.comparing(row -> row.entry().jupyter()));
        column(compile, CatalogRow::compile, Comparator.comparing(row -> row.entry().compile()));
        column(size, CatalogRow::size, CatalogRow.BY_SIZE);
        column(pulled, CatalogRow::pulled, Comparator.comparing(CatalogRow::pulled));
        pulled.setCellFactory(_ -> new PulledCell(views.texts().of("images.column.pulled")));
        column(recommended, CatalogRow::recommended, Comparator.comparing(CatalogRow::recommended));
        Tooltip.install(pulled.getGraphic(), new Tooltip(views.texts().of("images.column.pulled")));
    }

    private static void column(TableColumn<CatalogRow, CatalogRow> column, Function<CatalogRow, String> words,
            Comparator<CatalogRow> order) {
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setComparator(order);
        column.setCellFactory(_ -> new RowCell(words));
    }

    private void chosen() {
        if (!changing) {
            model.selectedProperty().set(table.getSelectionModel().getSelectedItem());
            together();
        }
    }

    /** Two rows together (Ctrl and a click, Shift and an arrow) are compared. */
    private void together() {
        var rows = table.getSelectionModel().getSelectedItems();
        var last = table.getSelectionModel().getSelectedItem();
        if (rows.size() == 2 && rows.contains(last)) {
            together = true;
            model.comparison().compare(rows.getFirst() == last ? rows.getLast() : rows.getFirst(), last);
        }
    }

    /** One of the two alone ends that; a comparison that was asked for by its button stays. */
    private void alone() {
        if (together && table.getSelectionModel().getSelectedItems().size() < 2) {
            together = false;
            model.comparison().stop();
        }
    }

    private void select(CatalogRow row) {
        if (row != null && table.getSelectionModel().getSelectedItem() != row) {
            table.getSelectionModel().clearAndSelect(table.getItems().indexOf(row));
            table.scrollTo(row);
        }
    }

    private Node placeholder(Emptiness emptiness) {
        var texts = views.texts();
        var name = "images.empty." + emptiness.name().toLowerCase(Locale.ROOT).replace('_', '-');
        var state = new EmptyState(switch (emptiness) {
            case JUDGING -> "fth-loader";
            case NO_MATCH -> "fth-search";
            case NOTHING_RUNS -> "fth-slash";
            case FAILED -> "fth-alert-circle";
        }, texts.of(name), texts.of(name + ".advice"));
        return switch (emptiness) {
            case JUDGING -> state;
            case NO_MATCH, NOTHING_RUNS -> state.secondary(texts.of("images.show-all"), model::showAll);
            case FAILED -> state.secondary(texts.of("images.refresh"), model::refresh);
        };
    }
}
