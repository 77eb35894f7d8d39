package dev.slipway.ui.settings;

import java.util.Optional;

/**
 * What the card of facts says, in words.
 *
 * @param version the version of the set in use and the day it was collected; empty until it has been read
 * @param source where it comes from
 * @param signature who vouches for it
 * @param keys whose signatures count
 * @param bundled whether nothing but the program's own set is kept
 * @param notice what is wrong with a set the user loaded
 * @param busy what is under way
 * @param question what the user has to agree to
 * @param problem why the last try did not succeed
 * @param done what the last try came to
 */
record FactsState(String version, String source, String signature, String keys, boolean bundled,
        Optional<String> notice, Optional<String> busy, Optional<String> question, Optional<String> problem,
        Optional<String> done) {
    static final FactsState NOTHING = new FactsState("", "", "", "", true, Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    FactsState busyWith(String words) {
        return new FactsState(version, source, signature, keys, bundled, notice, Optional.of(words), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    FactsState asking(String words) {
        return new FactsState(version, source, signature, keys, bundled, notice, Optional.empty(), Optional.of(words),
                Optional.empty(), Optional.empty());
    }

    FactsState failed(String words) {
        return new FactsState(version, source, signature, keys, bundled, notice, Optional.empty(), Optional.empty(),
                Optional.of(words), Optional.empty());
    }

    FactsState atRest(Optional<String> words) {
        return new FactsState(version, source, signature, keys, bundled, notice, Optional.empty(), Optional.empty(),
                Optional.empty(), words);
    }
}
