package dev.slipway.settings;

import java.nio.file.Path;
import java.util.Map;
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
 * @param mirrors by registry ("docker.io", or "*" for all others), the place that stands in for it: a host, with a path
 *     where it has one. What is asked of the registry, pulls included, is asked there instead.
 * @param welcomed whether the page of a first start was shown
 * @param updates whether the feed of releases may be asked once a day; without a feed in the build it means nothing
 * @param jobsKept how many jobs a project keeps the output of, those that run not counted, 1 to 1000
 * @param indexes by tool ("pip", "conda", "apt"), the mirror that packages are installed from
 * @param desktop what a Linux desktop wished for when it was last asked, light or dark: the next window starts so,
 *     since the answer takes longer than a first picture
 */
public record Settings(String language, Theme theme, Optional<String> engine, Optional<Path> dataFolder,
        int samplingSeconds, Optional<WindowPlace> window, Map<String, String> mirrors,
        boolean welcomed, boolean updates, int jobsKept, Map<String, String> indexes, Optional<Theme> desktop) {

    /** The most jobs that can be kept. */
    public static final int MOST_JOBS = 1000;

    /** What a new user has. */
    public static final Settings DEFAULT =
            new Settings("system", Theme.SYSTEM, Optional.empty(), Optional.empty(), 1, Optional.empty(),
                    Map.of(), false, true, 50, Map.of(), Optional.empty());

    /** Checks the ranges and freezes the maps. */
    public Settings {
        if (samplingSeconds < 1 || samplingSeconds > 60) {
            throw new IllegalArgumentException("samplingSeconds " + samplingSeconds);
        }
        if (jobsKept < 1 || jobsKept > MOST_JOBS) {
            throw new IllegalArgumentException("jobsKept " + jobsKept);
        }
        if (desktop.equals(Optional.of(Theme.SYSTEM))) {
            throw new IllegalArgumentException("desktop " + desktop);
        }
        mirrors = Map.copyOf(mirrors);
        indexes = Map.copyOf(indexes);
    }

    /** The same with another number of jobs to keep. */
    public Settings withJobsKept(int other) {
        return new Settings(language, theme, engine, dataFolder, samplingSeconds, window, mirrors, welcomed, updates,
                other, indexes, desktop);
    }

    /** The same with other mirrors of package indexes. */
    public Settings withIndexes(Map<String, String> other) {
        return new Settings(language, theme, engine, dataFolder, samplingSeconds, window, mirrors, welcomed, updates,
                jobsKept, other, desktop);
    }

    /** The same with another language. */
    public Settings withLanguage(String other) {
        return new Settings(other, theme, engine, dataFolder, samplingSeconds, window, mirrors, welcomed, updates,
                jobsKept, indexes, desktop);
    }

    /** The same with another theme. */
    public Settings withTheme(Theme other) {
        return new Settings(language, other, engine, dataFolder, samplingSeconds, window, mirrors, welcomed, updates,
                jobsKept, indexes, desktop);
    }

    /** The same with another engine. */
    public Settings withEngine(Optional<String> other) {
        return new Settings(language, theme, other, dataFolder, samplingSeconds, window, mirrors, welcomed, updates,
                jobsKept, indexes, desktop);
    }

    /** The same with another folder for environments. */
    public Settings withDataFolder(Optional<Path> other) {
        return new Settings(language, theme, engine, other, samplingSeconds, window, mirrors, welcomed, updates,
                jobsKept, indexes, desktop);
    }

    /** The same with another interval. */
    public Settings withSamplingSeconds(int other) {
        return new Settings(language, theme, engine, dataFolder, other, window, mirrors, welcomed, updates,
                jobsKept, indexes, desktop);
    }

    /** The same with the window at another place. */
    public Settings withWindow(Optional<WindowPlace> other) {
        return new Settings(language, theme, engine, dataFolder, samplingSeconds, other, mirrors, welcomed, updates,
                jobsKept, indexes, desktop);
    }

    /** The same with other mirrors. */
    public Settings withMirrors(Map<String, String> other) {
        return new Settings(language, theme, engine, dataFolder, samplingSeconds, window, other, welcomed, updates,
                jobsKept, indexes, desktop);
    }

    /** The same after the page of a first start was shown. */
    public Settings withWelcomed() {
        return new Settings(language, theme, engine, dataFolder, samplingSeconds, window, mirrors, true, updates,
                jobsKept, indexes, desktop);
    }

    /** The same with the daily question for a newer release on or off. */
    public Settings withUpdates(boolean other) {
        return new Settings(language, theme, engine, dataFolder, samplingSeconds, window, mirrors, welcomed, other,
                jobsKept, indexes, desktop);
    }

    /** The same with another wish of the desktop. */
    public Settings withDesktop(Optional<Theme> other) {
        return new Settings(language, theme, engine, dataFolder, samplingSeconds, window, mirrors, welcomed, updates,
                jobsKept, indexes, other);
    }

    /** Light and dark. */
    public enum Theme {
        SYSTEM, LIGHT, DARK
    }

    /** A window's place on the screen, in pixels. */
    public record WindowPlace(double x, double y, double width, double height, boolean maximized) {
    }
}
