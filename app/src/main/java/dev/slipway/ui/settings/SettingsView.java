package dev.slipway.ui.settings;

import dev.slipway.base.Texts;
import dev.slipway.settings.Settings;
import dev.slipway.ui.kit.Views;
import dev.slipway.ui.settings.SettingsState.EngineChoice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.StringConverter;

/** The page of settings. */
public final class SettingsView {
    private static final int LONGEST_INTERVAL = 60;

    private final Texts texts;
    private final SettingsModel model;
    private final Parent node;
    /** While the page is being filled, its controls report changes that are none. */
    private boolean filling;

    @FXML
    private Label problem;
    @FXML
    private ComboBox<String> language;
    @FXML
    private ComboBox<Settings.Theme> theme;
    @FXML
    private ComboBox<EngineChoice> engine;
    @FXML
    private Button lookAgain;
    @FXML
    private Label engineNote;
    @FXML
    private Label folder;
    @FXML
    private Button usualFolder;
    @FXML
    private Spinner<Integer> sampling;
    @FXML
    private Spinner<Integer> jobsKept;
    @FXML
    private VBox cards;

    /** The page over its model. */
    public SettingsView(Views views, SettingsModel model, LayersModel layers, FactsModel facts, UpdatesModel updates) {
        this.texts = views.texts();
        this.model = model;
        this.node = views.load(this);
        cards.getChildren().addAll(new MirrorsView(views, model).node(),
                new IndexesView(views, model).node(), new LayersView(views, layers).node(),
                new FactsView(views, facts).node(), new UpdatesView(views, updates).node());
    }

    @FXML
    private void initialize() {
        for (var part : List.of(problem, engineNote, usualFolder)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        // A long path is cut in its middle; the whole one is a glance away.
        folder.setTooltip(new Tooltip());
        folder.getTooltip().textProperty().bind(folder.textProperty());
        language.getItems().setAll("system", "en", "zh-CN");
        language.setConverter(words("settings.language.", "system", "en", "zh-CN"));
        theme.getItems().setAll(Settings.Theme.values());
        theme.setConverter(new StringConverter<>() {
            @Override
            public String toString(Settings.Theme value) {
                return value == null ? "" : texts.of("settings.theme." + value.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public Settings.Theme fromString(String words) {
                throw new UnsupportedOperationException("The list is not editable");
            }
        });
        sampling.setValueFactory(new SpinnerValueFactory.IntegerSpinnerValueFactory(1, LONGEST_INTERVAL));
        jobsKept.setValueFactory(new SpinnerValueFactory.IntegerSpinnerValueFactory(1, Settings.MOST_JOBS));
        model.stateProperty().subscribe(this::show);
        language.valueProperty().subscribe(value -> changed(() -> model.language(value)));
        theme.valueProperty().subscribe(value -> changed(() -> model.theme(value)));
        engine.valueProperty().subscribe(value -> changed(() -> model.engine(value)));
        sampling.valueProperty().subscribe(value -> changed(() -> model.samplingSeconds(value)));
        jobsKept.valueProperty().subscribe(value -> changed(() -> model.jobsKept(value)));
    }

    private StringConverter<String> words(String prefix, String... known) {
        return new StringConverter<>() {
            @Override
            public String toString(String value) {
                return List.of(known).contains(value) ? texts.of(prefix + value) : "";
            }

            @Override
            public String fromString(String words) {
                throw new UnsupportedOperationException("The list is not editable");
            }
        };
    }

    /** The page's node. */
    public Parent node() {
        return node;
    }

    private void changed(Runnable tell) {
        if (!filling) {
            tell.run();
        }
    }

    private void show(SettingsState state) {
        filling = true;
        problem.setText(state.problem().orElse(""));
        problem.setVisible(state.problem().isPresent());
        language.setValue(state.settings().language());
        theme.setValue(state.settings().theme());
        if (!engine.getItems().equals(state.engines())) {
            engine.getItems().setAll(state.engines());
        }
        engine.setValue(state.engine());
        engine.setDisable(state.looking());
        lookAgain.setDisable(state.looking());
        engineNote.setVisible(state.looking() || state.engines().size() == 1);
        engineNote.setText(texts.of(state.looking() ? "settings.engine.looking" : "settings.engine.none"));
        folder.setText(state.folder().toString());
        usualFolder.setVisible(state.settings().dataFolder().isPresent());
        sampling.getValueFactory().setValue(state.settings().samplingSeconds());
        jobsKept.getValueFactory().setValue(state.settings().jobsKept());
        filling = false;
    }

    @FXML
    private void lookAgain() {
        model.lookAgain();
    }

    @FXML
    private void chooseFolder() {
        var chooser = new DirectoryChooser();
        chooser.setTitle(texts.of("settings.data.folder"));
        var chosen = chooser.showDialog(node.getScene().getWindow());
        if (chosen != null) {
            model.dataFolder(Optional.of(chosen.toPath()));
        }
    }

    @FXML
    private void useUsualFolder() {
        model.dataFolder(Optional.empty());
    }
}
