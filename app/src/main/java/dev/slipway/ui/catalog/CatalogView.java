package dev.slipway.ui.catalog;

import atlantafx.base.controls.ToggleSwitch;
import dev.slipway.catalog.Framework;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import java.util.List;
import java.util.Optional;
import javafx.event.EventHandler;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/** The page of images. */
public final class CatalogView {
    private static final double NARROW = 820;
    private static final KeyCombination FIND = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);

    private final CatalogModel model;
    private final Views views;
    private final Parent root;
    private final Parent table;
    private final Parent matrix;
    private final StackPane details;
    private final EventHandler<KeyEvent> finding = this::find;

    @FXML private Parent page;
    @FXML private Label subtitle;
    @FXML private ToggleButton why;
    @FXML private ToggleButton asTable;
    @FXML private ToggleButton asMatrix;
    @FXML private TextField filter;
    @FXML private Button refresh;
    @FXML private Node notice;
    @FXML private Label noticeWords;
    @FXML private HBox progress;
    @FXML private Label step;
    @FXML private Label problem;
    @FXML private HBox lookup;
    @FXML private Node lookupRunning;
    @FXML private Label lookupStep;
    @FXML private Button lookupCancel;
    @FXML private Button lookupLogIn;
    @FXML private Button lookupAgain;
    @FXML private HBox chips;
    @FXML private ToggleSwitch onlyWhatRuns;
    @FXML private HBox halves;

    /** Loads the page. */
    public CatalogView(CatalogModel model, Views views) {
        this.model = model;
        this.views = views;
        this.table = new CatalogTableView(model, views).node();
        this.matrix = new MatrixView(model, views).node();
        this.details = new StackPane(new ImageDetailsView(model, views).node(),
                new ComparisonView(model.comparison(), views).node());
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
        model.noticeProperty().subscribe(words -> {
            Presence.set(notice, words.isPresent());
            noticeWords.setText(words.orElse(""));
        });
        refreshing(model.refreshing());
        model.lookup().stateProperty().subscribe(this::asking);
        var either = new StackPane(table, matrix);
        HBox.setHgrow(either, Priority.ALWAYS);
        halves.getChildren().setAll(either, details);
        var comparing = model.comparison().keptProperty().map(Optional::isPresent);
        details.getChildren().getLast().visibleProperty().bind(comparing);
        details.getChildren().getFirst().visibleProperty().bind(comparing.map(it -> !it));
        alwaysOne(asTable, asMatrix);
        // Of the whole window while the page is in it, wherever the keys go now.
        page.sceneProperty().addListener((_, before, now) -> {
            if (before != null) {
                before.removeEventHandler(KeyEvent.KEY_PRESSED, finding);
            }
            if (now != null) {
                now.addEventHandler(KeyEvent.KEY_PRESSED, finding);
            }
        });
        asMatrix.selectedProperty().bindBidirectional(model.matrix().showingProperty());
        matrix.visibleProperty().bind(model.matrix().showingProperty());
        table.visibleProperty().bind(matrix.visibleProperty().not());
        // Beside the table where there is room; where there is none, only when asked for.
        why.visibleProperty().bind(halves.widthProperty().lessThan(NARROW));
        why.managedProperty().bind(why.visibleProperty());
        why.selectedProperty().bindBidirectional(model.detailsWantedProperty());
        why.textProperty().bind(model.detailsProperty().map(it -> views.texts()
                .of(it.filter(ImageDetails::fails).isPresent() ? "images.details.why-not" : "images.why")));
        details.visibleProperty().bind(why.visibleProperty().not().or(why.selectedProperty()));
        details.managedProperty().bind(details.visibleProperty());
    }

    private void find(KeyEvent event) {
        if (FIND.match(event)) {
            filter.requestFocus();
            filter.selectAll();
            event.consume();
        }
    }

    private void refreshing(RefreshModel refreshing) {
        refreshing.runningProperty().subscribe(running -> Presence.pause(refresh, running));
        step.textProperty().bind(refreshing.progressProperty());
        problem.textProperty().bind(refreshing.problemProperty());
        progress.visibleProperty().bind(refreshing.runningProperty());
        progress.managedProperty().bind(progress.visibleProperty());
        problem.visibleProperty().bind(refreshing.problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
    }

    @FXML
    private void openSettings() {
        model.openSettings();
    }

    @FXML
    private void cancelRefresh() {
        model.refreshing().cancel();
    }

    private void asking(LookupModel.State state) {
        lookupStep.setText(state.words());
        Presence.set(lookup, !state.words().isEmpty());
        Presence.set(lookupRunning, state.running());
        Presence.set(lookupCancel, state.running());
        Presence.set(lookupLogIn, state.login().isPresent());
        Presence.set(lookupAgain, state.again());
    }

    @FXML
    private void cancelLookup() {
        model.lookup().cancel();
    }

    @FXML
    private void lookUpAgain() {
        model.lookup().again();
    }

    @FXML
    private void logIn() {
        model.lookup().logIn();
    }

    private void chips() {
        var group = alwaysOne();
        chips.getChildren().add(chip(group, Optional.empty(), views.texts().of("images.all")));
        for (var framework : List.of(Framework.PYTORCH, Framework.TENSORFLOW, Framework.JAX, Framework.CUDA)) {
            chips.getChildren().add(chip(group, Optional.of(framework), framework.label()));
        }
    }

    /** A group in which one is always on: clicking the one that is on changes nothing. */
    private static ToggleGroup alwaysOne(ToggleButton... buttons) {
        var group = new ToggleGroup();
        group.getToggles().setAll(buttons);
        group.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                before.setSelected(true);
            }
        });
        return group;
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

    @FXML
    private void refresh() {
        model.refresh();
    }
}
