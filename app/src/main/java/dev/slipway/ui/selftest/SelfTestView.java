package dev.slipway.ui.selftest;

import dev.slipway.base.Failure;
import dev.slipway.selftest.Figures;
import dev.slipway.selftest.Proof;
import dev.slipway.selftest.SelfTestResult;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** The window of a session's self-test. FX thread. */
final class SelfTestView {
    private final SelfTestModel model;
    private final Views views;
    private final Parent node;
    private boolean filling;

    @FXML private Label title;
    @FXML private Button run;
    @FXML private CheckBox thorough;
    @FXML private Node waiting;
    @FXML private ProgressBar bar;
    @FXML private Label step;
    @FXML private Node trouble;
    @FXML private Label troubleTitle;
    @FXML private Label troubleAdvice;
    @FXML private Label troubleDetail;
    @FXML private Node nothing;
    @FXML private Node choice;
    @FXML private ComboBox<SelfTestResult> results;
    @FXML private ComboBox<SelfTestResult> others;
    @FXML private Label origin;
    @FXML private Node scroll;
    @FXML private VBox proofs;
    @FXML private VBox figures;

    SelfTestView(SelfTestModel model, Views views) {
        this.model = model;
        this.views = views;
        this.node = views.load(this);
    }

    Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        title.setText(model.title());
        thorough.selectedProperty().bindBidirectional(model.thoroughProperty());
        name(results);
        name(others);
        results.valueProperty().subscribe(chosen -> unlessFilling(() -> model.choose(chosen)));
        others.valueProperty().subscribe(chosen -> unlessFilling(() -> model.compareWith(chosen)));
        model.stateProperty().subscribe(this::show);
    }

    private void unlessFilling(Runnable action) {
        if (!filling) {
            action.run();
        }
    }

    private void name(ComboBox<SelfTestResult> box) {
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(SelfTestResult result) {
                return model.line(result);
            }

            @Override
            public SelfTestResult fromString(String words) {
                return null;
            }
        });
    }

    private void show(SelfTestState state) {
        Presence.set(waiting, state.running().isPresent());
        state.running().ifPresent(progress -> {
            bar.setProgress(progress.fraction());
            step.setText(views.texts().of(progress.step()));
        });
        run.setDisable(state.running().isPresent());
        thorough.setDisable(state.running().isPresent());
        fail(state.failure());
        Presence.set(nothing, state.results().isEmpty() && state.running().isEmpty());
        Presence.set(choice, !state.results().isEmpty());
        Presence.set(scroll, state.chosen().isPresent());
        fill(state);
        origin.setText(state.chosen().map(model::origin).orElse(""));
        proofs.getChildren().setAll(state.chosen().map(result -> Proof.of(result).stream()
                .map(proof -> SelfTestLines.proof(proof, views.texts())).toList()).orElse(List.of()));
        figures.getChildren().setAll(state.chosen().map(result -> state.other()
                .map(other -> SelfTestLines.pairs(Figures.compare(result, other), result, other, views.texts()))
                .orElseGet(() -> SelfTestLines.figures(Figures.of(result), views.texts()))).stream().toList());
    }

    private void fill(SelfTestState state) {
        filling = true;
        results.getItems().setAll(state.results());
        results.setValue(state.chosen().orElse(null));
        var rest = new ArrayList<SelfTestResult>();
        rest.add(null);
        state.results().stream().filter(result -> !state.chosen().filter(result::equals).isPresent())
                .forEach(rest::add);
        others.getItems().setAll(rest);
        others.setValue(state.other().orElse(null));
        filling = false;
    }

    private void fail(Optional<Failure> failure) {
        Presence.set(trouble, failure.isPresent());
        failure.ifPresent(it -> {
            troubleTitle.setText(views.texts().of(it.title()));
            troubleAdvice.setText(views.texts().of(it.advice()));
            Presence.say(troubleDetail, it.detail());
        });
    }

    @FXML
    private void run() {
        model.run();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    @FXML
    private void close() {
        model.finish();
    }
}
