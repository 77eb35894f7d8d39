package dev.slipway.ui.sessions;

import dev.slipway.ui.kit.Sparkline;
import dev.slipway.ui.kit.Views;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** One environment as a card. */
final class CardView {
    private static final double NARROW = 760;
    private static final Set<Card.Kind> UP = EnumSet.of(Card.Kind.RUNNING, Card.Kind.UNPROVEN);

    private static final Set<Card.Kind> MEASURED = EnumSet.of(Card.Kind.RUNNING, Card.Kind.UNPROVEN,
            Card.Kind.STOPPING, Card.Kind.STOPPED, Card.Kind.BROKEN);

    private final CardModel model;
    private final Views views;
    private final Parent node;
    private final Tooltip reference = new Tooltip();

    @FXML private Region dot;
    @FXML private Label name;
    @FXML private Label image;
    @FXML private Label state;
    @FXML private Sparkline spark;
    @FXML private Label memory;
    @FXML private Label memoryBelow;
    @FXML private HBox buttons;
    @FXML private Button jupyter;
    @FXML private Button terminal;
    @FXML private Button stop;
    @FXML private Button start;
    @FXML private Button cancel;
    @FXML private MenuButton more;
    @FXML private MenuItem logs;
    @FXML private MenuItem outside;
    @FXML private MenuItem remove;
    @FXML private Node progress;
    @FXML private ProgressBar bar;
    @FXML private Label progressWords;
    @FXML private Node trouble;
    @FXML private Label title;
    @FXML private Label advice;
    @FXML private Label detail;
    @FXML private Button details;
    @FXML private Button fix;
    @FXML private Node question;
    @FXML private Label questionWords;
    @FXML private Button no;

    CardView(CardModel model, Views views) {
        this.model = model;
        this.views = views;
        this.node = views.load(this);
        ((Region) node).widthProperty().addListener(_ -> show(model.cardProperty().get()));
    }

    Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        image.setTooltip(reference);
        model.cardProperty().subscribe(this::show);
        model.graphProperty().subscribe(frame -> spark.show(frame,
                views.texts().of("sessions.memory", model.cardProperty().get().memory())));
        model.busyProperty().subscribe(this::busy);
        model.askingProperty().subscribe(this::ask);
    }

    private void show(Card card) {
        dot.getStyleClass().setAll("dot", card.dot());
        name.setText(card.name());
        image.setText(card.image());
        reference.setText(card.environment().image());
        state.setText(card.state());
        memory.setText(card.memory());
        boolean up = up(card);
        memoryBelow.setText(card.memory());
        boolean measured = MEASURED.contains(card.kind());
        boolean wide = !(node instanceof Region region) || region.getWidth() == 0 || region.getWidth() > NARROW;
        present(spark, measured && wide);
        present(memory, measured && wide);
        present(memoryBelow, measured && !wide && up(card));
        present(jupyter, up && card.jupyter());
        present(terminal, up);
        present(stop, up || card.kind() == Card.Kind.STOPPING);
        stop.setDisable(card.kind() == Card.Kind.STOPPING);
        present(start, card.kind() == Card.Kind.STOPPED || card.kind() == Card.Kind.BROKEN
                || card.kind() == Card.Kind.SAVED);
        present(cancel, card.kind() == Card.Kind.PREPARING && card.cancellable());
        present(more, card.kind() != Card.Kind.PREPARING && card.kind() != Card.Kind.FAILED);
        logs.setDisable(card.kind() == Card.Kind.SAVED || card.kind() == Card.Kind.UNREADABLE);
        outside.setDisable(!up);
        showBelow(card.progress(), card.trouble());
    }

    private static boolean up(Card card) {
        return UP.contains(card.kind());
    }

    private void showBelow(Optional<Card.Progress> now, Optional<Card.Trouble> wrong) {
        present(progress, now.isPresent());
        now.ifPresent(it -> {
            bar.setProgress(it.fraction());
            progressWords.setText(it.words());
        });
        present(trouble, wrong.isPresent());
        wrong.ifPresent(it -> {
            title.setText(it.title());
            advice.setText(it.advice());
            detail.setText(it.detail());
            present(detail, detail.isManaged() && details.isDisabled());
            present(details, !it.detail().isBlank() && !details.isDisabled());
            present(fix, it.fix().isPresent());
            it.fix().ifPresent(one -> fix.setText(views.texts().of(Card.fixKey(one))));
        });
    }

    private void busy(CardModel.Busy busy) {
        spin(jupyter, busy == CardModel.Busy.JUPYTER);
        spin(stop, busy == CardModel.Busy.STOP);
        spin(start, busy == CardModel.Busy.START);
        buttons.setDisable(busy == CardModel.Busy.REMOVE);
        more.setDisable(busy != CardModel.Busy.NO);
    }

    private static void spin(Button button, boolean busy) {
        var wheel = new ProgressIndicator();
        wheel.getStyleClass().add("busy");
        button.setGraphic(busy ? wheel : null);
        button.setDisable(busy);
    }

    private void ask(boolean asking) {
        present(question, asking);
        questionWords.setText(asking ? model.question() : "");
        if (asking) {
            no.requestFocus();
        }
    }

    private static void present(Node node, boolean present) {
        node.setVisible(present);
        node.setManaged(present);
    }

    @FXML
    private void jupyter() {
        model.openJupyter();
    }

    @FXML
    private void terminal() {
        model.openTerminal();
    }

    @FXML
    private void logs() {
        model.openLogs();
    }

    @FXML
    private void outside() {
        model.openOutside();
    }

    @FXML
    private void copyCommand() {
        model.copyCommand();
    }

    @FXML
    private void stop() {
        model.stop();
    }

    @FXML
    private void start() {
        model.start();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    @FXML
    private void askRemove() {
        model.askRemove();
    }

    @FXML
    private void remove() {
        model.remove();
    }

    @FXML
    private void keep() {
        model.askingProperty().set(false);
    }

    @FXML
    private void fix() {
        model.cardProperty().get().trouble().flatMap(Card.Trouble::fix).ifPresent(model::fix);
    }

    @FXML
    private void dismiss() {
        model.dismiss();
    }

    @FXML
    private void details() {
        present(detail, true);
        details.setDisable(true);
        present(details, false);
    }
}
