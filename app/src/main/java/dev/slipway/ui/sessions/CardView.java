package dev.slipway.ui.sessions;

import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Sparkline;
import dev.slipway.ui.kit.StyleClasses;
import dev.slipway.ui.kit.Views;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** One environment as a card. */
final class CardView {
    private static final double NARROW = 760;
    private final CardModel model;
    private final Views views;
    private final VBox node;
    private final Tooltip reference = new Tooltip();
    private List<MenuItem> own = List.of();

    @FXML private Region dot;
    @FXML private Label name;
    @FXML private Label image;
    @FXML private Label state;
    @FXML private Sparkline spark;
    @FXML private Label memory;
    @FXML private Label memoryBelow;
    @FXML private Hyperlink note;
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
    @FXML private Hyperlink buildLog;

    CardView(CardModel model, Views views) {
        this.model = model;
        this.views = views;
        this.node = (VBox) views.load(this);
        node.getChildren().addAll(new TroubleView(model, views).node(), new QuestionView(model, views).node());
        node.widthProperty().addListener(_ -> show(model.cardProperty().get()));
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
        model.noteProperty().subscribe(it -> {
            Presence.set(note, it.isPresent());
            it.ifPresent(now -> note.setText(now.words()));
        });
        note.setOnAction(_ -> model.noteProperty().get().ifPresent(now -> now.open().run()));
        own = List.copyOf(more.getItems());
        more.setOnShowing(_ -> showActions());
    }

    /** The menu is put together when it opens, since what can be done changes with the session. */
    private void showActions() {
        var items = new ArrayList<MenuItem>();
        for (var action : model.actions()) {
            var item = new MenuItem(model.words(action), new FontIcon(action.icon()));
            item.setOnAction(_ -> model.run(action));
            items.add(item);
        }
        if (!items.isEmpty()) {
            items.add(new SeparatorMenuItem());
        }
        own.stream().map(CardView::withIcon).forEach(items::add);
        more.getItems().setAll(items);
    }

    /** An item of the FXML as it is shown, with its icon. */
    private static MenuItem withIcon(MenuItem item) {
        if (!(item.getUserData() instanceof String icon)) {
            return new SeparatorMenuItem();
        }
        var shown = new MenuItem(item.getText(), new FontIcon(icon));
        shown.setOnAction(item.getOnAction());
        shown.disableProperty().bind(item.disableProperty());
        return shown;
    }

    private void show(Card card) {
        StyleClasses.set(dot, "dot", card.dot());
        name.setText(card.name());
        image.setText(card.image());
        reference.setText(card.environment().image());
        state.setText(card.state());
        memory.setText(card.memory());
        memoryBelow.setText(card.memory());
        boolean wide = node == null || node.getWidth() == 0 || node.getWidth() > NARROW;
        Presence.set(spark, card.measured() && wide);
        Presence.set(memory, card.measured() && wide);
        Presence.set(memoryBelow, card.holdsMemory() && !wide);
        Presence.set(jupyter, card.up() && card.jupyter());
        Presence.set(terminal, card.up());
        Presence.set(stop, card.up() || card.stopping());
        stop.setDisable(card.stopping());
        Presence.set(start, card.startable());
        Presence.set(cancel, card.kind() == Card.Kind.PREPARING && card.cancellable());
        Presence.set(more, card.hasMenu());
        logs.setDisable(!card.hasLog());
        outside.setDisable(!card.up());
        Presence.set(progress, card.progress().isPresent());
        card.progress().ifPresent(it -> {
            bar.setProgress(it.fraction());
            progressWords.setText(it.words());
            Presence.set(buildLog, model.buildOutput().isPresent());
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
    private void buildLog() {
        model.openBuildLog();
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
}
