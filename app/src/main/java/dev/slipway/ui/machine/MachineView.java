package dev.slipway.ui.machine;

import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import dev.slipway.ui.kit.CardGrid;
import dev.slipway.ui.kit.EmptyState;
import dev.slipway.ui.kit.NoticeBar;
import dev.slipway.ui.kit.Notices;
import dev.slipway.ui.kit.Showing;
import dev.slipway.ui.kit.StyleClasses;
import dev.slipway.ui.kit.Views;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The page of this machine. */
public final class MachineView {
    private final Texts texts;
    private final MachineModel model;
    private final Notices messages;
    private final Map<String, GpuCard> gpuCards = new HashMap<>();
    private final Parent node;
    private final ObservableValue<Boolean> showing;
    private List<MachineState.Notice> shownNotices = List.of();

    @FXML
    private Label subtitle;
    @FXML
    private VBox notFound;
    @FXML
    private VBox looking;
    @FXML
    private Label lookingFor;
    @FXML
    private CardGrid cards;
    @FXML
    private VBox notices;
    @FXML
    private Label driverLabel;
    @FXML
    private Label driver;
    @FXML
    private Label driverDetail;
    @FXML
    private Label engineLabel;
    @FXML
    private Region engineDot;
    @FXML
    private Label engine;
    @FXML
    private Label engineDetail;
    @FXML
    private VBox nextCard;
    @FXML
    private Label next;
    @FXML
    private Button nextButton;

    /** The page over its model. */
    public MachineView(Views views, MachineModel model, Notices messages) {
        this.texts = views.texts();
        this.model = model;
        this.messages = messages;
        this.node = views.load(this);
        this.showing = Showing.of(node);
        showing.subscribe(model::setShowing);
    }

    @FXML
    private void initialize() {
        for (var part : List.of(looking, cards, notices, nextCard, notFound, engineDot)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        model.stateProperty().subscribe(this::show);
    }

    /** The page's node. */
    public Parent node() {
        return node;
    }

    private void show(MachineState state) {
        subtitle.setText(state.subtitle());
        lookingFor.setText(state.looking());
        looking.setVisible(!state.looking().isEmpty());
        cards.setVisible(!state.cards().isEmpty());
        var wanted = state.cards().stream()
                .map(card -> gpuCards.computeIfAbsent(card.uuid(), _ -> new GpuCard())).toList();
        if (!cards.getChildren().equals(wanted)) {
            cards.getChildren().setAll(wanted);
        }
        state.cards().forEach(card -> gpuCards.get(card.uuid()).show(card));
        showNotices(state.nothing().stream().toList(), state.notices());
        fact(state.driver(), driverLabel, driver, driverDetail);
        fact(state.engine(), engineLabel, engine, engineDetail);
        engineDot.setVisible(!state.engine().dot().isEmpty());
        StyleClasses.set(engineDot, Stream.of("dot", state.engine().dot()).filter(name -> !name.isEmpty())
                .toArray(String[]::new));
        nextCard.setVisible(state.next().isPresent());
        state.next().ifPresent(step -> {
            next.setText(step.title());
            nextButton.setText(step.button());
        });
    }

    private void showNotices(List<MachineState.Notice> nothing, List<MachineState.Notice> newest) {
        notFound.setVisible(!nothing.isEmpty());
        if (notFound.getChildren().size() != nothing.size()) {
            notFound.getChildren().setAll(nothing.stream().map(this::emptyState).toList());
        }
        notices.setVisible(!newest.isEmpty());
        if (!newest.equals(shownNotices)) {
            shownNotices = newest;
            notices.getChildren().setAll(newest.stream().map(this::bar).toList());
        }
    }

    private NoticeBar bar(MachineState.Notice notice) {
        var bar = new NoticeBar(NoticeBar.Weight.valueOf(notice.weight().name()), notice.title(), notice.detail());
        notice.doors().forEach(door -> bar.button(texts.of(door.textKey()), () -> model.enter(door)));
        return bar;
    }

    private EmptyState emptyState(MachineState.Notice notice) {
        var empty = new EmptyState("fth-cpu", notice.title(), notice.detail());
        empty.getStyleClass().add("card");
        notice.doors().forEach(door -> empty.primary(texts.of(door.textKey()), () -> model.enter(door)));
        return empty;
    }

    private static void fact(MachineState.Fact fact, Label label, Label value, Label detail) {
        label.setText(fact.label());
        value.setText(fact.value());
        detail.setText(fact.detail());
    }

    @FXML
    private void copyReport() {
        model.report(text -> {
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
            messages.done(Text.of("machine.report.copied"));
        }, messages::failed);
    }

    @FXML
    private void startNext() {
        model.startNext();
    }
}
