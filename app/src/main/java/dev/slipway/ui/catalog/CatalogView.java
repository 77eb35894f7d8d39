package dev.slipway.ui.catalog;

import atlantafx.base.controls.ToggleSwitch;
import dev.slipway.catalog.Framework;
import dev.slipway.ui.kit.EmptyState;
import dev.slipway.ui.kit.VerdictMark;
import dev.slipway.ui.kit.Views;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/** The page of images. */
public final class CatalogView {
    private static final double NARROW = 820;

    private final CatalogModel model;
    private final Views views;
    private final Parent root;
    private final Parent details;

    @FXML private Parent page;
    @FXML private Label subtitle;
    @FXML private ToggleButton why;
    @FXML private TextField filter;
    @FXML private HBox chips;
    @FXML private ToggleSwitch onlyWhatRuns;
    @FXML private HBox halves;
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

    /** Loads the page. */
    public CatalogView(CatalogModel model, Views views) {
        this.model = model;
        this.views = views;
        this.details = new ImageDetailsView(model, views).node();
        this.root = views.load(this);
    }

    /** The page. */
    public Parent node() {
        return root;
    }

    @FXML
    private void initialize() {
        subtitle.textProperty().bind(model.subtitleProperty());
        filter.textProperty().bindBidirectional(model.filterProperty());
        onlyWhatRuns.selectedProperty().bindBidirectional(model.onlyWhatRunsProperty());
        chips();
        columns();
        var sorted = new SortedList<>(model.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.setRowFactory(_ -> row());
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                model.launch();
            }
        });
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> model.selectedProperty().set(row));
        model.selectedProperty().addListener((_, _, row) -> select(row));
        table.placeholderProperty().bind(model.emptinessProperty().map(this::placeholder));
        halves.getChildren().add(details);
        // Beside the table where there is room; where there is none, only when asked for.
        why.visibleProperty().bind(halves.widthProperty().lessThan(NARROW));
        why.managedProperty().bind(why.visibleProperty());
        details.visibleProperty().bind(why.visibleProperty().not().or(why.selectedProperty()));
        details.managedProperty().bind(details.visibleProperty());
        new FittingColumns(table, version,
                List.of(recommended, cudnn, pulled, size, compile, python, jupyter, flavour, cuda));
    }

    private void columns() {
        column(verdict, CatalogRow::verdict, CatalogRow.BY_VERDICT);
        verdict.setCellFactory(_ -> cell(row -> new VerdictMark(row.level(), row.verdict())));
        column(version, CatalogRow::version, CatalogRow.BY_VERSION);
        version.setCellFactory(_ -> cell(CatalogView::versionAndFamily));
        column(cuda, CatalogRow::cuda, CatalogRow.BY_CUDA);
        column(cudnn, CatalogRow::cudnn, CatalogRow.BY_CUDNN);
        column(python, CatalogRow::python, CatalogRow.BY_PYTHON);
        column(flavour, CatalogRow::flavour, Comparator.comparing(CatalogRow::flavour));
        column(jupyter, CatalogRow::jupyter, Comparator.comparing(row -> row.entry().jupyter()));
        column(compile, CatalogRow::compile, Comparator.comparing(row -> row.entry().compile()));
        column(size, CatalogRow::size, CatalogRow.BY_SIZE);
        column(pulled, CatalogRow::pulled, Comparator.comparing(CatalogRow::pulled));
        column(recommended, CatalogRow::recommended, Comparator.comparing(CatalogRow::recommended));
    }

    private static void column(TableColumn<CatalogRow, CatalogRow> column, Function<CatalogRow, String> words,
            Comparator<CatalogRow> order) {
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setComparator(order);
        column.setCellFactory(_ -> new RowCell(words, _ -> null));
    }

    private static TableCell<CatalogRow, CatalogRow> cell(Function<CatalogRow, Node> picture) {
        return new RowCell(_ -> null, picture);
    }

    private static Node versionAndFamily(CatalogRow row) {
        var number = new Label(row.version());
        number.getStyleClass().add("strong");
        var family = new Label(row.family());
        family.getStyleClass().addAll("muted", "small");
        var both = new HBox(8, number, family);
        both.getStyleClass().add("row");
        return both;
    }

    private TableRow<CatalogRow> row() {
        var row = new TableRow<CatalogRow>();
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !row.isEmpty()) {
                model.launch();
            }
        });
        return row;
    }

    private void select(CatalogRow row) {
        if (row != null && table.getSelectionModel().getSelectedItem() != row) {
            table.getSelectionModel().select(row);
            table.scrollTo(row);
        }
    }

    private void chips() {
        var group = new ToggleGroup();
        chips.getChildren().add(chip(group, Optional.empty(), views.texts().of("images.all")));
        for (var framework : List.of(Framework.PYTORCH, Framework.TENSORFLOW, Framework.JAX, Framework.CUDA)) {
            chips.getChildren().add(chip(group, Optional.of(framework), framework.label()));
        }
        // One chip is always on: clicking the one that is on changes nothing.
        group.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                before.setSelected(true);
            }
        });
    }

    private ToggleButton chip(ToggleGroup group, Optional<Framework> framework, String words) {
        var chip = new ToggleButton(words);
        chip.getStyleClass().add("chip");
        chip.setToggleGroup(group);
        chip.setSelected(model.frameworkProperty().get().equals(framework));
        chip.setOnAction(_ -> model.frameworkProperty().set(framework));
        model.frameworkProperty().addListener((_, _, now) -> chip.setSelected(now.equals(framework)));
        return chip;
    }

    private Node placeholder(CatalogModel.Emptiness emptiness) {
        var texts = views.texts();
        var name = "images.empty." + emptiness.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
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

    @FXML
    private void refresh() {
        model.refresh();
    }
}
