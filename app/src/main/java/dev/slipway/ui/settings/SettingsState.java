package dev.slipway.ui.settings;

import dev.slipway.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the page of settings shows.
 *
 * @param settings the settings in force
 * @param engines the engines to choose from, the automatic choice first
 * @param engine the chosen one among them
 * @param looking whether engines are being looked for, or one is being tried
 * @param problem what went wrong with the last change, in words
 * @param folder where environments are kept
 * @param mirrors the mirrors, by registry
 */
record SettingsState(Settings settings, List<EngineChoice> engines, EngineChoice engine, boolean looking,
        Optional<String> problem, Path folder, List<Mirror> mirrors) {
    /** Freezes the lists. */
    SettingsState {
        engines = List.copyOf(engines);
        mirrors = List.copyOf(mirrors);
    }

    /** A mirror; one that makes no sense (a hand-edited file) is not in use. */
    record Mirror(String registry, String place, boolean used) {
    }

    /** An engine in words; without an address it is the first that answers. */
    record EngineChoice(Optional<String> address, String words) {
        @Override
        public String toString() {
            return words;
        }
    }
}
