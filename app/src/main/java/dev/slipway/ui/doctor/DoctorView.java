package dev.slipway.ui.doctor;

import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.doctor.Finding;
import dev.slipway.ui.kit.Glyphs;
import dev.slipway.ui.kit.NoticeBar;
import dev.slipway.ui.kit.Notices;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Views;
import java.util.List;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The doctor's page. */
public final class DoctorView {
    private final Texts texts;
    private final DoctorModel model;
    private final Notices messages;
    private final Runnable settingUp;
    private final Parent node;
    private List<Finding> shown = List.of();

    @FXML
    private Label subtitle;
    @FXML
    private Button again;
    @FXML
    private ProgressBar looking;
    @FXML
    private VBox well;
    @FXML
    private VBox findings;
    @FXML
    private VBox works;
    @FXML
    private VBox sound;

    /** The page over its model; {@code settingUp} opens the page of a first start. */
    public DoctorView(Views views, DoctorModel model, Notices messages, Runnable settingUp) {
        this.texts = views.texts();
        this.model = model;
        this.messages = messages;
        this.settingUp = settingUp;
        this.node = views.load(this);
    }

    @FXML
    private void initialize() {
        for (var part : List.of(looking, well, findings, works)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        well.getChildren().add(new NoticeBar(NoticeBar.Weight.GOOD, texts.of("doctor.all-well"),
                texts.of("doctor.all-well.hint")));
        model.stateProperty().subscribe(this::show);
    }

    /** The page's node. */
    public Parent node() {
        return node;
    }

    private void show(DoctorState state) {
        subtitle.setText(state.subtitle());
        looking.setVisible(state.looking());
        Presence.pause(again, state.looking());
        well.setVisible(state.allWell() && state.findings().isEmpty());
        // Cards that stay keep what the user has unfolded in them.
        if (!state.findings().equals(shown)) {
            shown = state.findings();
            findings.getChildren().setAll(shown.stream()
                    .map(finding -> new FindingCard(texts, finding, this::copy)).toList());
        }
        findings.setVisible(!shown.isEmpty());
        sound.getChildren().setAll(state.sound().stream().map(this::line).toList());
        works.setVisible(!state.sound().isEmpty());
    }

    private Node line(Finding finding) {
        var words = new Label(texts.of(finding.title()) + " " + texts.of(finding.cause()));
        words.setWrapText(true);
        var icon = Glyphs.of(FindingCard.icon(finding.severity()), texts.of("doctor.severity.ok"));
        var line = new HBox(icon, words);
        line.getStyleClass().addAll("row", "finding-ok");
        return line;
    }

    private void copy(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
        messages.done(Text.of("doctor.copied"));
    }

    @FXML
    private void setUp() {
        settingUp.run();
    }

    @FXML
    private void checkAgain() {
        model.check();
    }

    @FXML
    private void copyReport() {
        model.report(this::copy, messages::failed);
    }
}
