package dev.slipway.ui.sessions;

import dev.slipway.ui.kit.EmptyState;
import dev.slipway.ui.kit.KeptChildren;
import dev.slipway.ui.kit.LiveScrollPane;
import dev.slipway.ui.kit.Showing;
import dev.slipway.ui.kit.Terminals;
import dev.slipway.ui.kit.Views;
import java.util.IdentityHashMap;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The page of environments. */
public final class SessionsView {
    private static final double CARDS_SHARE = 0.45;

    private final SessionsModel model;
    private final Views views;
    private final Map<CardModel, Node> made = new IdentityHashMap<>();
    private final Node dock;
    private final Parent node;

    @FXML private Parent page;
    @FXML private Label subtitle;
    @FXML private Button newEnvironment;
    @FXML private StackPane nothing;
    @FXML private SplitPane halves;
    @FXML private LiveScrollPane scroll;
    @FXML private VBox cards;

    /** Loads the page; {@code terminals} fills the dock. */
    public SessionsView(SessionsModel model, Views views, Terminals terminals) {
        this.model = model;
        this.views = views;
        this.dock = new DockView(model.dock(), views, terminals).node();
        this.node = views.load(this);
    }

    /** The page. */
    public Parent node() {
        return node;
    }

    @FXML
    private void initialize() {
        var texts = views.texts();
        subtitle.textProperty().bind(model.subtitleProperty());
        nothing.getChildren().add(new EmptyState("fth-box", texts.of("sessions.empty"),
                texts.of("sessions.empty.advice")).primary(texts.of("sessions.new"), model::newEnvironment));
        nothing.visibleProperty().bind(model.emptyProperty());
        halves.visibleProperty().bind(model.emptyProperty().not());
        // The empty state has the same button: two primary ones would compete.
        newEnvironment.visibleProperty().bind(model.emptyProperty().not());
        newEnvironment.managedProperty().bind(newEnvironment.visibleProperty());
        model.cards().addListener((ListChangeListener<CardModel>) _ -> fill());
        fill();
        model.dock().entries().addListener((ListChangeListener<DockModel.Entry>) _ -> showDock());
        showDock();
        Showing.of(page).subscribe(model::setShowing);
    }

    private void fill() {
        made.keySet().retainAll(model.cards());
        var wanted = model.cards().stream()
                .map(card -> made.computeIfAbsent(card, it -> new CardView(it, views).node())).toList();
        scroll.keepInView(() -> KeptChildren.set(cards, wanted));
    }

    private void showDock() {
        boolean wanted = !model.dock().entries().isEmpty();
        if (wanted && !halves.getItems().contains(dock)) {
            halves.getItems().add(dock);
            halves.setDividerPositions(CARDS_SHARE);
        } else if (!wanted) {
            halves.getItems().remove(dock);
        }
    }

    @FXML
    private void openFile() {
        model.openFile();
    }

    @FXML
    private void newEnvironment() {
        model.newEnvironment();
    }
}
