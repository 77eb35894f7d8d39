package dev.slipway.job;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Between a command as it is typed and its words, as a shell splits them: blanks part words, quotes and backslashes
 * keep them together. Nothing is expanded and nothing is run by this. Pure.
 */
public final class CommandWords {
    /** More than any sensible command has, and less than is read back of it. */
    static final int LONGEST = 16 * 1024 - 1024;

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");
    private static final String SHELL_SIGNS = "|&;<>()$`*?~#";

    private CommandWords() {
    }

    /** The words of a line; empty for a blank one. */
    public static List<String> split(String line) throws FailureException {
        if (line.length() > LONGEST) {
            throw wrong("jobs.command.too-long");
        }
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean begun = false;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> {
                    if (begun) {
                        words.add(word.toString());
                        word.setLength(0);
                        begun = false;
                    }
                }
                case '\'', '"' -> {
                    begun = true;
                    at = quoted(line, at, word);
                }
                case '\\' -> {
                    begun = true;
                    if (++at == line.length()) {
                        throw wrong("jobs.command.open-backslash");
                    }
                    word.append(line.charAt(at));
                }
                case '\0' -> throw wrong("jobs.command.nul");
                default -> {
                    begun = true;
                    word.append(c);
                }
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    /** Takes what stands in quotes from {@code open} on and gives the place of the closing one. */
    private static int quoted(String line, int open, StringBuilder word) throws FailureException {
        char quote = line.charAt(open);
        for (int at = open + 1; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == quote) {
                return at;
            }
            if (c == '\0') {
                throw wrong("jobs.command.nul");
            }
            boolean escape = c == '\\' && quote == '"' && at + 1 < line.length()
                    && "\\\"$`".indexOf(line.charAt(at + 1)) >= 0;
            word.append(escape ? line.charAt(++at) : c);
        }
        throw wrong("jobs.command.open-quote");
    }

    /** The words as one line that {@link #split}, and any shell, takes apart into the same words. */
    public static String join(List<String> words) {
        return String.join(" ", words.stream().map(CommandWords::spelled).toList());
    }

    private static String spelled(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Whether a line holds, outside of quotes, what only a shell would act upon: pipes, redirections, variables. */
    public static boolean wantsShell(String line) {
        char quote = 0;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '\\' && quote != '\'') {
                at++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (SHELL_SIGNS.indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static FailureException wrong(String key) {
        return new FailureException(new Failure.BadInput(Text.of(key), ""));
    }
}
