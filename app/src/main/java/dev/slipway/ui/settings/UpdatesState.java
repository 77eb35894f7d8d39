package dev.slipway.ui.settings;

import java.util.Optional;

/**
 * What the card of updates says, in words.
 *
 * @param feed the switch's words; empty when this build knows no feed
 * @param automatic whether the feed is asked once a day
 * @param status how this program stands to its releases
 * @param news what is new in a newer release
 * @param download the words of the button that downloads it
 * @param busy what is under way
 * @param progress how far that is, 0 to 1; below 0 when nobody can say
 * @param ready what was downloaded
 * @param command what to type to install it
 * @param problem why the last try did not succeed
 * @param done what the last try came to
 */
record UpdatesState(Optional<String> feed, boolean automatic, String status, Optional<String> news,
        Optional<String> download, Optional<String> busy, double progress, Optional<String> ready,
        Optional<String> command, Optional<String> problem, Optional<String> done) {
    static final UpdatesState NOTHING = new UpdatesState(Optional.empty(), false, "", Optional.empty(),
            Optional.empty(), Optional.empty(), -1, Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    UpdatesState at(Optional<String> ofFeed, boolean daily, String words) {
        return new UpdatesState(ofFeed, daily, words, news, download, busy, progress, ready, command, problem, done);
    }

    UpdatesState offering(String words, String ofNotes, Optional<String> button) {
        return new UpdatesState(feed, automatic, words, Optional.of(ofNotes), button, Optional.empty(), -1,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    UpdatesState busyWith(String words, double part) {
        return new UpdatesState(feed, automatic, status, news, download, Optional.of(words), part, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    UpdatesState holding(String words, Optional<String> typed) {
        return new UpdatesState(feed, automatic, status, news, Optional.empty(), Optional.empty(), -1,
                Optional.of(words), typed, Optional.empty(), Optional.empty());
    }

    UpdatesState atRest(Optional<String> wrong, Optional<String> right) {
        return new UpdatesState(feed, automatic, status, news, download, Optional.empty(), -1, ready, command, wrong,
                right);
    }
}
