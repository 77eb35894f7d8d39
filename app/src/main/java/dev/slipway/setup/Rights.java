package dev.slipway.setup;

import dev.slipway.base.Text;
import dev.slipway.doctor.Command;
import dev.slipway.doctor.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By what right Slipway can run commands for the user, who has agreed to each.
 *
 * @param root whether Slipway runs as root already
 * @param pkexec whether polkit's pkexec is there, which asks for the password itself
 * @param screen whether pkexec has a screen to ask on
 * @param simulated whether this is the tour, in which nothing is run
 * @param user the user's login name
 * @param home the user's home folder
 */
public record Rights(boolean root, boolean pkexec, boolean screen, boolean simulated, String user, String home) {

    /** Why Slipway cannot run a fix itself; empty when it can. A fix without steps is one for a person. */
    public Optional<Text> why(Finding.Fix fix) {
        if (fix.steps().isEmpty()) {
            return Optional.of(Text.of("welcome.run.by-hand"));
        }
        if (simulated) {
            return Optional.of(Text.of("welcome.run.simulated"));
        }
        if (root || fix.steps().stream().noneMatch(Command::admin)) {
            return Optional.empty();
        }
        return !pkexec ? Optional.of(Text.of("welcome.run.no-pkexec"))
                : screen ? Optional.empty() : Optional.of(Text.of("welcome.run.no-screen"));
    }

    /** The lines to show: exactly what {@link #words} runs where Slipway can run it, else what to type. */
    public List<String> lines(Finding.Fix fix) {
        return why(fix).isPresent() ? fix.commands() : fix.steps().stream().map(this::line).toList();
    }

    /** A command as it is run, for people. */
    public String line(Command command) {
        return command.line(asks(command) ? "pkexec" : "", user, home);
    }

    /** Whether the system asks for a password before this command. */
    public boolean asks(Command command) {
        return command.admin() && !root;
    }

    /** The words of a command as they are run, pkexec among them where it is needed. */
    List<String> words(Command command) {
        var words = new ArrayList<String>();
        if (asks(command)) {
            words.add("pkexec");
        }
        words.addAll(command.words(user, home));
        return List.copyOf(words);
    }
}
