package dev.slipway.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The user's settings.
 *
 * @param language "system", "en" or "zh-CN"
 * @param theme light, dark, or as the system
 * @param engine the address of the chosen engine; the first that answers when empty
 * @param dataFolder where environments are kept; the usual place when empty
 * @param samplingSeconds seconds between samples while a graph shows, 1 to 60
 * @param window the window's last place
 */
public record Settings(String language, Theme theme, Optional<String> engine, Optional<Path> dataFolder,
        int samplingSeconds, Optional<WindowPlace> window) {

    /** What a new user has. */
    public static final Settings DEFAULT =
            new Settings("system", Theme.SYSTEM, Optional.empty(), Optional.empty(), 1, Optional.empty());

    /** Checks the ranges. */
    public Settings {
        if (samplingSeconds < 1 || samplingSeconds > 60) {
            throw new IllegalArgumentException("samplingSeconds " + samplingSeconds);
        }
    }

    /** Light and dark. */
    public enum Theme {
        SYSTEM, LIGHT, DARK
    }

    /** A window's place on the screen, in pixels. */
    public record WindowPlace(double x, double y, double width, double height, boolean maximized) {
    }
}
