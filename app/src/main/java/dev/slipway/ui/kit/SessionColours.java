package dev.slipway.ui.kit;

import java.util.List;
import javafx.scene.paint.Color;

/**
 * The fixed, colour-blind-safe sequence of session colours. The same values stand in slipway.css as
 * {@code -slipway-session-N}; a test keeps them equal.
 */
public final class SessionColours {
    /** The number of grey, for everything that belongs to no session. */
    public static final int OTHER = -1;

    private static final List<Color> LIGHT = colours("#0b7285", "#e8590c", "#7048e8", "#808000", "#d6336c", "#1c7ed6");
    private static final List<Color> DARK = colours("#15aabf", "#fd7e14", "#9775fa", "#b5b536", "#f06595", "#4dabf7");
    private static final Color OTHER_LIGHT = Color.web("#adb5bd");
    private static final Color OTHER_DARK = Color.web("#868e96");

    private SessionColours() {
    }

    private static List<Color> colours(String... values) {
        return List.of(values).stream().map(Color::web).toList();
    }

    /** The colour of a session's number, or grey for {@link #OTHER}. */
    public static Color of(int number, boolean dark) {
        if (number < 0) {
            return dark ? OTHER_DARK : OTHER_LIGHT;
        }
        var colours = dark ? DARK : LIGHT;
        return colours.get(number % colours.size());
    }

    /** The style class that gives a region this background: {@code session-0} or {@code session-other}. */
    public static String styleClass(int number) {
        return number < 0 ? "session-other" : "session-" + number % LIGHT.size();
    }
}
