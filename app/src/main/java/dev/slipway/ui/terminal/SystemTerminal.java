package dev.slipway.ui.terminal;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The terminal program of the user's system, which runs {@code slipway shell NAME}. */
public final class SystemTerminal {
    /** What each terminal program of Linux desktops wants before a command; in the order they are tried. */
    private static final List<Known> LINUX = List.of(
            new Known("x-terminal-emulator", List.of("-e")), new Known("gnome-terminal", List.of("--")),
            new Known("konsole", List.of("-e")), new Known("xfce4-terminal", List.of("-x")),
            new Known("kgx", List.of("--")), new Known("ptyxis", List.of("--")), new Known("alacritty", List.of("-e")),
            new Known("kitty", List.of()), new Known("foot", List.of()), new Known("xterm", List.of("-e")));
    private static final List<Known> WINDOWS =
            List.of(new Known("wt.exe", List.of("new-tab")), new Known("conhost.exe", List.of()));
    /** Terminal.app takes a line of shell; AppleScript quotes each word of it. */
    private static final List<String> MAC = List.of("osascript", "-e", "on run words", "-e", "set all to \"\"",
            "-e", "repeat with one in words", "-e", "set all to all & quoted form of one & \" \"", "-e", "end repeat",
            "-e", "tell application \"Terminal\"", "-e", "activate", "-e", "do script all", "-e", "end tell",
            "-e", "end run");

    private final String os;
    private final Map<String, String> env;
    private final List<String> slipway;

    private record Known(String program, List<String> before) {
    }

    /**
     * The terminal of this system.
     *
     * @param os "linux", "windows" or "macos"
     * @param env the variables of this process, of which PATH is looked at
     * @param slipway how this program is started from a command line, as an argument list
     */
    public SystemTerminal(String os, Map<String, String> env, List<String> slipway) {
        this.os = os;
        this.env = Map.copyOf(env);
        this.slipway = List.copyOf(slipway);
    }

    /** Opens it with a shell in the session. Blocking, though not for long. */
    void open(String session) throws FailureException {
        var command = command(os, this::onPath, slipway, session).orElseThrow(() -> new FailureException(
                new Failure.BadInput(Text.of("terminal.none-found", "slipway shell " + session), "")));
        try {
            new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new FailureException(new Failure.BadInput(Text.of("terminal.not-started", command.getFirst(),
                    "slipway shell " + session), String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * The argument list that opens a shell in a session in a terminal program; empty when none is installed.
     *
     * @param installed whether a program of this name can be started
     */
    static Optional<List<String>> command(String os, Predicate<String> installed, List<String> slipway,
            String session) {
        var shell = new ArrayList<>(slipway);
        shell.addAll(List.of("shell", session));
        if (os.equals("macos")) {
            return Optional.of(joined(MAC, shell));
        }
        var known = os.equals("windows") ? WINDOWS : LINUX;
        return known.stream().filter(one -> installed.test(one.program())).findFirst()
                .map(one -> joined(joined(List.of(one.program()), one.before()), shell));
    }

    private static List<String> joined(List<String> first, List<String> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return List.copyOf(all);
    }

    private boolean onPath(String program) {
        var path = env.getOrDefault("PATH", env.getOrDefault("Path", ""));
        for (var folder : path.split(File.pathSeparator)) {
            if (!folder.isBlank() && Files.isExecutable(Path.of(folder).resolve(program))) {
                return true;
            }
        }
        return false;
    }
}
