package dev.slipway.cli;

import dev.slipway.compat.Verdict;
import dev.slipway.doctor.Finding;
import dev.slipway.selftest.Proof;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command reads and prints.
 *
 * @param in what is typed or piped in
 * @param out answers
 * @param err progress, questions and failures
 * @param screen whether answers go to a terminal
 * @param interactive whether questions can be asked and answered on a terminal
 * @param colour whether answers may be coloured
 */
public record Console(InputStream in, PrintStream out, PrintStream err, boolean screen, boolean interactive,
        boolean colour) {

    /** The console of this process. */
    public static Console system(Map<String, String> env) {
        boolean screen = terminal(1);
        boolean plain = !env.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(env.get("TERM"));
        return new Console(System.in, stream(FileDescriptor.out), stream(FileDescriptor.err), screen,
                terminal(0) && terminal(2), screen && !plain);
    }

    /** UTF-8 whatever the locale says: a Chinese sentence under LC_ALL=C would otherwise be question marks. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** System.console() answers only for input and output together; Linux tells of each. */
    private static boolean terminal(int descriptor) {
        var link = Path.of("/proc/self/fd/" + descriptor);
        if (Files.isSymbolicLink(link)) {
            try {
                var target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException _) {
                // Then the general answer must do.
                return general();
            }
        }
        return general();
    }

    private static boolean general() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /** A verdict's icon and word. */
    String mark(Verdict.Level level, String word) {
        return switch (level) {
            case RUNS -> paint("✓ " + word, "32");
            case CAVEAT -> paint("! " + word, "33");
            case FAILS -> paint("✗ " + word, "31");
            case UNKNOWN -> paint("? " + word, "2");
        };
    }

    /** A finding's icon and word. */
    String mark(Finding.Severity severity, String word) {
        return switch (severity) {
            case OK -> paint("✓ " + word, "32");
            case NOTE -> paint("· " + word, "2");
            case WARNING -> paint("! " + word, "33");
            case PROBLEM -> paint("✗ " + word, "31");
        };
    }

    /** The icon of something that a self-test shows. */
    String mark(Proof.Level level) {
        return switch (level) {
            case GOOD -> paint("✓", "32");
            case CAUTION -> paint("!", "33");
            case BAD -> paint("✗", "31");
        };
    }

    /** A heading. */
    String strong(String text) {
        return paint(text, "1");
    }

    private String paint(String text, String code) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Prints a line of text in which foreign words cannot steer the terminal. */
    void line(String text) {
        out.println(safe(text));
    }

    /** The same for progress, questions and failures. */
    void errorLine(String text) {
        err.println(safe(text));
    }

    /** Foreign text without control characters; Slipway's own colours stay. */
    static String safe(String text) {
        var safe = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            int colour = c == 0x1b ? colourAt(text, at) : 0;
            if (colour > 0) {
                safe.append(text, at, at + colour);
                at += colour;
                continue;
            }
            // The second range would turn the direction of the text around.
            boolean hidden = Character.isISOControl(c) && c != '\n' && c != '\t'
                    || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
            safe.appendCodePoint(hidden ? '\ufffd' : c);
            at += Character.charCount(c);
        }
        return safe.toString();
    }

    /** The length of a colour at this place: ESC [ one or two digits m; 0 when it is something else. */
    private static int colourAt(String text, int at) {
        int end = at + 2;
        if (end > text.length() || text.charAt(at + 1) != '[') {
            return 0;
        }
        while (end < text.length() && end < at + 4 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end > at + 2 && end < text.length() && text.charAt(end) == 'm' ? end - at + 1 : 0;
    }
}
