package dev.slipway.ui.terminal;

import dev.slipway.base.Background;
import dev.slipway.base.FailureException;
import dev.slipway.session.Sessions;
import dev.slipway.ui.kit.Fx;
import dev.slipway.ui.kit.Terminals;
import dev.slipway.ui.kit.Views;

/** Terminals in sessions. */
public final class SessionTerminals implements Terminals {
    private final Sessions sessions;
    private final Background background;
    private final Fx fx;
    private final Views views;
    private final SystemTerminal outside;

    /** Terminals in the sessions of {@code sessions}. */
    public SessionTerminals(Sessions sessions, Background background, Fx fx, Views views, SystemTerminal outside) {
        this.sessions = sessions;
        this.background = background;
        this.fx = fx;
        this.views = views;
        this.outside = outside;
    }

    @Override
    public Pane open(String session) {
        return new TerminalView(new TerminalModel(sessions, background, fx, views.texts(), session), views);
    }

    @Override
    public void openOutside(String session) throws FailureException {
        outside.open(session);
    }
}
