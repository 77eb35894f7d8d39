package dev.slipway.ui.terminal;

import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.ui.JediTermFxWidget;
import dev.slipway.ui.kit.Terminals;
import dev.slipway.ui.kit.Views;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** A terminal with a line below it that says when it has ended. */
final class TerminalView implements Terminals.Pane {
    private final TerminalModel model;
    private final JediTermFxWidget widget;
    private final Parent root;

    @FXML private BorderPane page;
    @FXML private HBox line;
    @FXML private Label sentence;
    @FXML private Label advice;
    @FXML private Button reconnect;

    private static final class Widget extends JediTermFxWidget {
        Widget(TerminalColours colours) {
            super(80, 24, colours);
        }

        @Override
        protected StyleState createDefaultStyle() {
            var style = new StyleState();
            style.setDefaultStyle(TerminalColours.PLAIN);
            return style;
        }
    }

    TerminalView(TerminalModel model, Views views) {
        this.model = model;
        this.widget = new Widget(new TerminalColours(views.texts()));
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        page.setCenter(widget.getPane());
        model.interruptionProperty().subscribe(this::show);
        begin();
    }

    private void begin() {
        widget.setTtyConnector(model.newWire());
        widget.start();
        model.connect();
    }

    private void show(Optional<TerminalModel.Interruption> interruption) {
        line.setVisible(interruption.isPresent());
        line.setManaged(interruption.isPresent());
        interruption.ifPresent(it -> {
            sentence.setText(it.sentence());
            advice.setText(it.advice());
            // Whoever was typing in the terminal can go on with Enter.
            if (widget.getTerminalPanel().getCanvas().isFocused()) {
                reconnect.requestFocus();
            }
        });
    }

    @FXML
    private void reconnect() {
        begin();
        focus();
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void focus() {
        // The widget's advertised focus node ignores keys; its canvas takes them.
        var canvas = widget.getTerminalPanel().getCanvas();
        canvas.requestFocus();
        if (canvas.getScene() == null) {
            // A new tab's content comes into the window with the next layout only.
            canvas.sceneProperty().addListener(new ChangeListener<>() {
                @Override
                public void changed(ObservableValue<? extends Scene> property, Scene before, Scene now) {
                    canvas.sceneProperty().removeListener(this);
                    canvas.requestFocus();
                }
            });
        }
    }

    @Override
    public void close() {
        model.close();
        widget.close();
    }
}
