package dev.slipway.ui.terminal;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.Outcome;
import dev.slipway.base.Texts;
import dev.slipway.engine.Engine;
import dev.slipway.session.Sessions;
import dev.slipway.ui.kit.Fx;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One terminal: whether it is connected, and what to say when it is not. FX thread. */
final class TerminalModel {
    private final Sessions sessions;
    private final Background background;
    private final Fx fx;
    private final Texts texts;
    private final String session;
    private final ReadOnlyObjectWrapper<Optional<Interruption>> interruption =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Background.Task connecting = () -> {
    };
    private Wire wire;

    /** Why nothing can be typed: what happened, and what to do about it (may be empty). */
    record Interruption(String sentence, String advice) {
    }

    TerminalModel(Sessions sessions, Background background, Fx fx, Texts texts, String session) {
        this.sessions = sessions;
        this.background = background;
        this.fx = fx;
        this.texts = texts;
        this.session = session;
    }

    ReadOnlyObjectProperty<Optional<Interruption>> interruptionProperty() {
        return interruption.getReadOnlyProperty();
    }

    /** A new wire to the session; it connects once {@link #connect} is called. */
    Wire newWire() {
        close();
        wire = new Wire(session);
        return wire;
    }

    /** Opens a shell and joins it to the wire. */
    void connect() {
        interruption.set(Optional.empty());
        var mine = wire;
        connecting = background.run("terminal " + session, () -> open(mine), outcome -> {
            if (outcome instanceof Outcome.Failed<Void>(var failure)) {
                mine.end(-1);
                fx.post(() -> failed(mine, failure));
            }
        });
    }

    private Void open(Wire mine) throws Exception {
        var size = mine.size();
        Engine.Terminal terminal = sessions.terminal(session, List.of(), size.getColumns(), size.getRows(),
                mine::receive, code -> {
                    mine.end(code);
                    fx.post(() -> ended(mine, code));
                });
        mine.connect(terminal, size);
        return null;
    }

    private void ended(Wire which, int code) {
        if (which == wire) {
            interruption.set(Optional.of(new Interruption(code < 0 ? texts.of("terminal.lost")
                    : texts.of("terminal.ended", code), "")));
        }
    }

    private void failed(Wire which, Failure failure) {
        if (which == wire && !(failure instanceof Failure.Cancelled)) {
            interruption.set(Optional.of(new Interruption(texts.of(failure.title()), texts.of(failure.advice()))));
        }
    }

    void close() {
        connecting.cancel();
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }
}
