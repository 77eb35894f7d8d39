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
 */
record SettingsState(Settings settings, List<EngineChoice> engines, EngineChoice engine, boolean looking,
        Optional<String> problem, Path folder) {
    /** Freezes the list. */
    SettingsState {
        engines = List.copyOf(engines);
    }

    /** An engine in words; without an address it is the first that answers. */
    record EngineChoice(Optional<String> address, String words) {
        @Override
        public String toString() {
            return words;
        }
    }
}
