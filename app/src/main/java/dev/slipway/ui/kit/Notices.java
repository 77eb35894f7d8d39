package dev.slipway.ui.kit;

import dev.slipway.base.Failure;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.stage.Window;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;

/** Short messages in a corner of the window, for what ended while the user was elsewhere. FX thread. */
public final class Notices {
    private static final Duration SHOWN = Duration.seconds(6);

    private final Texts texts;
    private final Supplier<Window> owner;

    /**
     * Notices over a window.
     *
     * @param owner gives the window, or null while there is none (then nothing shows)
     */
    public Notices(Texts texts, Supplier<Window> owner) {
        this.texts = texts;
        this.owner = owner;
    }

    /** Says that something is done. */
    public void done(Text message) {
        show("fth-check-circle", "", texts.of(message));
    }

    /** Says what went wrong and what to do about it. A cancel needs no message. */
    public void failed(Failure failure) {
        if (!(failure instanceof Failure.Cancelled)) {
            show("fth-alert-circle", texts.of(failure.title()), texts.of(failure.advice()));
        }
    }

    private void show(String icon, String title, String message) {
        var window = owner.get();
        if (window == null || !window.isShowing()) {
            return;
        }
        // ControlsFX looks for any focused window when it has no owner, and throws where there is none.
        Notifications.create().owner(window).title(title).text(message).graphic(Glyphs.of(icon))
                .position(Pos.BOTTOM_RIGHT).hideAfter(SHOWN).show();
    }
}
