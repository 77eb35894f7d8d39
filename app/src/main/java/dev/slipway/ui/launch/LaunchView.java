package dev.slipway.ui.launch;

import dev.slipway.base.Failure;
import dev.slipway.environment.LaunchPlan;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;

/** The form for an environment. */
public final class LaunchView {
    /** Room below what was scrolled to. */
    private static final double BELOW = 12;

    private final LaunchModel model;
    private final Views views;
    private final Parent node;

    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private Node review;
    @FXML private VBox effects;
    @FXML private Node trouble;
    @FXML private Label troubleTitle;
    @FXML private Label troubleAdvice;
    @FXML private TextField name;
    @FXML private Label nameProblem;
    @FXML private TextField image;
    @FXML private VerdictBox verdict;
    @FXML private Label imageProblem;
    @FXML private VBox gpus;
    @FXML private Label gpuProblem;
    @FXML private TextField project;
    @FXML private Label projectNote;
    @FXML private Label projectProblem;
    @FXML private CheckBox jupyter;
    @FXML private Label jupyterNote;
    @FXML private CheckBox ssh;
    @FXML private ToggleButton showPackages;
    @FXML private ScrollPane scroll;
    @FXML private Node packagesBox;
    @FXML private TextField pip;
    @FXML private TextField conda;
    @FXML private TextField apt;
    @FXML private Label packagesProblem;
    @FXML private TextField memory;
    @FXML private TextField shm;
    @FXML private Label limitsProblem;
    @FXML private Label warnings;
    @FXML private ToggleButton showCommand;
    @FXML private Node commandBox;
    @FXML private TextInputControl command;
    @FXML private Label engineProblem;
    @FXML private Button start;
    @FXML private Button keep;
    @FXML private Button cancel;
    @FXML private Button save;
    @FXML private Node fields;
    @FXML private Node clash;
    @FXML private Label clashWords;
    @FXML private Button keepBoth;
    @FXML private Button replace;

    /** Loads the form. */
    public LaunchView(LaunchModel model, Views views) {
        this.model = model;
        this.views = views;
        this.node = views.load(this);
    }

    /** The form. */
    public Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        title.textProperty().bind(model.titleProperty());
        subtitle.setText(model.file().map(file -> views.texts().of("launch.subtitle.file", file))
                .orElseGet(() -> views.texts().of("launch.subtitle")));
        name.textProperty().bindBidirectional(model.nameProperty());
        image.textProperty().bindBidirectional(model.imageProperty());
        project.textProperty().bindBidirectional(model.projectProperty());
        jupyter.selectedProperty().bindBidirectional(model.jupyterProperty());
        ssh.selectedProperty().bindBidirectional(model.packages().sshProperty());
        pip.textProperty().bindBidirectional(model.packages().pipProperty());
        conda.textProperty().bindBidirectional(model.packages().condaProperty());
        apt.textProperty().bindBidirectional(model.packages().aptProperty());
        packagesBox.visibleProperty().bind(showPackages.selectedProperty());
        packagesBox.managedProperty().bind(showPackages.selectedProperty());
        memory.textProperty().bindBidirectional(model.memoryProperty());
        shm.textProperty().bindBidirectional(model.shmProperty());
        commandBox.visibleProperty().bind(showCommand.selectedProperty());
        commandBox.managedProperty().bind(showCommand.selectedProperty());
        reveal(packagesBox);
        reveal(commandBox);
        model.gpus().addListener((ListChangeListener<GpuTick>) _ -> showGpus());
        showGpus();
        model.stateProperty().subscribe(this::show);
        model.failureProperty().subscribe(this::fail);
        model.clashProperty().subscribe(this::meet);
        model.unreadableProperty().subscribe(this::unreadable);
    }

    /** What opens below the window's edge would not be seen to open. */
    private void reveal(Node part) {
        part.managedProperty().addListener((_, _, shown) -> {
            if (shown) {
                scroll.applyCss();
                scroll.layout();
                double hidden = scroll.getContent().getLayoutBounds().getHeight()
                        - scroll.getViewportBounds().getHeight();
                double bottom = part.getBoundsInParent().getMaxY() - scroll.getViewportBounds().getHeight();
                if (hidden > 0 && bottom > scroll.getVvalue() * hidden) {
                    scroll.setVvalue(Math.min(1, (bottom + BELOW) / hidden));
                }
            }
        });
    }

    private void showGpus() {
        gpus.getChildren().setAll(model.gpus().stream().map(GpuLine::new).toList());
        if (model.gpus().isEmpty()) {
            var none = new Label(views.texts().of("launch.gpu.none"));
            none.getStyleClass().add("muted");
            gpus.getChildren().add(none);
        }
    }

    private void show(LaunchState state) {
        verdict.show(state.verdict(), state.verdictWord(), state.verdictSentence());
        Presence.say(nameProblem, state.problem(LaunchPlan.Field.NAME));
        Presence.say(imageProblem, state.problem(LaunchPlan.Field.IMAGE));
        Presence.say(gpuProblem, state.gpuProblem());
        Presence.say(projectProblem, state.problem(LaunchPlan.Field.PROJECT));
        Presence.say(packagesProblem, state.problem(LaunchPlan.Field.PACKAGES));
        // An environment that has packages shows them without being asked.
        showPackages.setSelected(showPackages.isSelected() || model.packages().any());
        Presence.say(limitsProblem, state.problem(LaunchPlan.Field.LIMITS));
        Presence.say(engineProblem, state.problem(LaunchPlan.Field.ENGINE));
        Presence.say(projectNote, state.folderSentence());
        Presence.say(jupyterNote, state.jupyterSentence());
        Presence.say(warnings, String.join("\n", state.warnings()));
        command.setText(state.command());
        showCommand.setDisable(state.command().isEmpty());
        Presence.set(review, model.reviewing() && !state.effects().isEmpty());
        effects.getChildren().setAll(state.effects().stream().map(LaunchView::effect).toList());
        start.setDisable(!state.canStart());
        keep.setDisable(!model.canKeep());
    }

    private void meet(Clash met) {
        Presence.set(clash, met != Clash.NONE);
        Presence.set(keepBoth, met == Clash.SAVED || met == Clash.SESSION);
        Presence.set(replace, met == Clash.SAVED);
        clashWords.setText(met == Clash.NONE ? "" : views.texts().of("launch.clash."
                + met.name().toLowerCase(Locale.ROOT), model.nameProperty().get()));
        keep.setDisable(!model.canKeep());
    }

    private void unreadable(boolean wrong) {
        for (var part : List.of(fields, showCommand, save, start, subtitle)) {
            Presence.set(part, !wrong);
        }
        Presence.set(keep, model.reviewing() && !wrong);
        cancel.setText(views.texts().of(wrong ? "launch.close" : "launch.cancel"));
    }

    private static Label effect(String words) {
        var label = new Label("•  " + words);
        label.setWrapText(true);
        return label;
    }

    private void fail(Optional<Failure> failure) {
        Presence.set(trouble, failure.isPresent());
        failure.ifPresent(it -> {
            troubleTitle.setText(views.texts().of(it.title()));
            troubleAdvice.setText(views.texts().of(it.advice()));
        });
    }

    @FXML
    private void chooseProject() {
        var chooser = new DirectoryChooser();
        Optional.ofNullable(chooser.showDialog(node.getScene().getWindow())).map(File::getPath)
                .ifPresent(model.projectProperty()::set);
    }

    @FXML
    private void save() {
        var chooser = new FileChooser();
        chooser.setInitialFileName(name.getText() + ".slipway");
        chooser.getExtensionFilters().setAll(List.of(
                new FileChooser.ExtensionFilter(views.texts().of("launch.files"), "*.slipway")));
        Optional.ofNullable(chooser.showSaveDialog(node.getScene().getWindow())).map(File::toPath)
                .ifPresent((Path file) -> model.saveTo(file));
    }

    @FXML
    private void copyCommand() {
        model.copyCommand();
    }

    @FXML
    private void keep() {
        model.keep();
    }

    @FXML
    private void keepBoth() {
        model.keepBoth();
    }

    @FXML
    private void replace() {
        model.replace();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    @FXML
    private void start() {
        model.start();
    }
}
