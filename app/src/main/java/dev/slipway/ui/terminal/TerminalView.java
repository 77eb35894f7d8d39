package dev.slipway.ui.terminal;

import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.ui.JediTermFxWidget;
import dev.slipway.ui.kit.Presence;
import dev.slipway.ui.kit.Terminals;
import dev.slipway.ui.kit.Views;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** A terminal with a line below it that says when it has ended. */
final class TerminalView implements Terminals.Pane {
    private static final Set<KeyCode> EDITING = EnumSet.of(KeyCode.ENTER, KeyCode.TAB, KeyCode.BACK_SPACE,
            KeyCode.ESCAPE, KeyCode.INSERT, KeyCode.DELETE);

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
        widget.getPane().addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (meansNothing(event)) {
                event.consume();
            }
        });
        model.interruptionProperty().subscribe(this::show);
        begin();
    }

    /** The widget would send a NUL byte for a key that has no text: a modifier pressed alone, a dead key, Caps Lock. */
    private static boolean meansNothing(KeyEvent event) {
        var key = event.getCode();
        return event.getText().isEmpty() && !key.isLetterKey() && !key.isDigitKey() && !key.isKeypadKey()
                && !key.isArrowKey() && !key.isNavigationKey() && !key.isFunctionKey() && !EDITING.contains(key);
    }

    private void begin() {
        widget.setTtyConnector(model.newWire());
        widget.start();
        model.connect();
    }

    private void show(Optional<TerminalModel.Interruption> interruption) {
        Presence.set(line, interruption.isPresent());
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
