package dev.slipway.ui.welcome;

import dev.slipway.setup.Part;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a first start shows, in words.
 *
 * @param looking whether the doctor is looking
 * @param subtitle how it stands, in a sentence
 * @param parts one for each thing a GPU container needs
 * @param simulated whether this is the tour
 */
record WelcomeState(boolean looking, String subtitle, List<Line> parts, boolean simulated) {
    /** Freezes the list. */
    WelcomeState {
        parts = List.copyOf(parts);
    }

    /**
     * A part.
     *
     * @param label what it is: "Driver"
     * @param standing how it stands
     * @param word the same in a word
     * @param title what was found
     * @param detail more about it
     * @param fix what can be done
     */
    record Line(Part.Topic topic, String label, Part.Standing standing, String word, String title, String detail,
            Optional<Fix> fix) {
    }

    /**
     * What can be done about a part.
     *
     * @param words in words
     * @param commands the exact commands: those that run at a click, or those to type
     * @param why why Slipway cannot run them; empty when it can
     * @param button the words on the button that runs them
     * @param note what to know before: passwords, and whether a new login is needed afterwards
     * @param busy whether commands run now, of this part or another
     * @param run how the commands of this part go or went
     */
    record Fix(String words, String commands, String why, String button, String note, boolean busy,
            Optional<Run> run) {
        boolean runnable() {
            return why.isEmpty() && !commands.isEmpty();
        }
    }

    /**
     * A run of commands.
     *
     * @param going whether it goes on
     * @param good whether it ended well
     * @param words which command runs, or how it ended
     * @param output the last lines of what they said
     */
    record Run(boolean going, boolean good, String words, String output) {
    }
}
