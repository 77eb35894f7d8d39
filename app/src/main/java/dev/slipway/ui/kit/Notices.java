package dev.slipway.ui.kit;

import dev.slipway.base.Failure;
import dev.slipway.base.Text;
import dev.slipway.base.Texts;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.stage.Window;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;
import org.controlsfx.control.action.Action;

/** Short messages in a corner of the window, for what ended while the user was elsewhere. FX thread. */
public final class Notices {
    private static final Duration SHOWN = Duration.seconds(6);
    /** What has a button stays until it can be reached. */
    private static final Duration LONGER = Duration.seconds(20);

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

    /** Says that something is there to be looked at, with a button that leads to it. */
    public void news(Text message, Text button, Runnable look) {
        notification("fth-gift", "", texts.of(message)).ifPresent(shown -> shown.hideAfter(LONGER)
                .action(new Action(texts.of(button), _ -> look.run())).show());
    }

    /** Says what went wrong and what to do about it. A cancel needs no message. */
    public void failed(Failure failure) {
        if (!(failure instanceof Failure.Cancelled)) {
            show("fth-alert-circle", texts.of(failure.title()), texts.of(failure.advice()));
        }
    }

    private void show(String icon, String title, String message) {
        notification(icon, title, message).ifPresent(Notifications::show);
    }

    private Optional<Notifications> notification(String icon, String title, String message) {
        var window = owner.get();
        // ControlsFX looks for any focused window when it has no owner, and throws where there is none.
        return window == null || !window.isShowing() ? Optional.empty()
                : Optional.of(Notifications.create().owner(window).title(title).text(message)
                        .graphic(Glyphs.of(icon)).position(Pos.BOTTOM_RIGHT).hideAfter(SHOWN));
    }
}
