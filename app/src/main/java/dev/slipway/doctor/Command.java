package dev.slipway.doctor;

import dev.slipway.environment.DockerCommand;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One command of a fix, word by word: nothing but the program itself reads the words, so no shell can make something
 * else of them.
 *
 * @param words the program and its arguments; {@link #USER} and {@link #HOME} stand for what only the running system
 *     knows, so that a machine report holds neither
 * @param admin whether it needs root
 * @param input what the program is to read; empty for nothing
 */
public record Command(List<String> words, boolean admin, String input) {
    /** Stands in a word for the user's login name. */
    public static final String USER = "$USER";
    /** Stands in a word for the user's home folder. */
    public static final String HOME = "$HOME";

    /** Freezes the words. */
    public Command {
        words = List.copyOf(words);
    }

    /** A command that needs root. */
    static Command root(String... words) {
        return new Command(Arrays.asList(words), true, "");
    }

    /** A command that this user may run. */
    static Command own(String... words) {
        return new Command(Arrays.asList(words), false, "");
    }

    /** A command that needs root and writes one line to a file. */
    static Command write(String line, String file) {
        return new Command(List.of("tee", file), true, line + "\n");
    }

    /** The words with the user's name and home folder in place. */
    public List<String> words(String user, String home) {
        return words.stream().map(word -> word.replace(USER, user).replace(HOME, home)).toList();
    }

    /** The line that does the same in a POSIX shell, with sudo where it needs root. */
    public String line() {
        return input(words.stream().map(Command::quoted).collect(Collectors.joining(" ", admin ? "sudo " : "", "")));
    }

    /** The words as they are run, quoted for reading and copying, with {@code before} in front. */
    public String line(String before, String user, String home) {
        return input(words(user, home).stream().map(DockerCommand::quote).collect(Collectors.joining(" ",
                before.isEmpty() ? "" : before + " ", "")));
    }

    private String input(String line) {
        return input.isEmpty() ? line
                : "printf '%s\\n' " + DockerCommand.quote(input.stripTrailing()) + " | " + line;
    }

    private static String quoted(String word) {
        return word.contains(USER) || word.contains(HOME) ? "\"" + word + "\"" : DockerCommand.quote(word);
    }
}
