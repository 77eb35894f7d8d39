package dev.slipway;

import dev.slipway.base.Background;
import dev.slipway.base.Dirs;
import dev.slipway.cli.Arguments;
import dev.slipway.cli.Cli;
import dev.slipway.cli.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Entry point: the window, or one command. No class of JavaFX is loaded for a command. */
public final class Main {
    private static final String REHEARSAL = "slipway.rehearsal";
    private static final String WINDOW = "window";

    private Main() {
    }

    /** Runs Slipway and ends with its exit code. */
    public static void main(String[] args) {
        // Logback reads it when the first logger is made, so nothing may log before.
        var dirs = Dirs.of(System.getenv(), System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home")));
        System.setProperty("slipway.log", dirs.state().resolve("log").toString());
        // JNA unpacks its library to a folder of its own in the user's cache, which nobody would ever remove.
        System.setProperty("jna.tmpdir", System.getProperty("jna.tmpdir", dirs.cache().resolve("jna").toString()));
        // Named, since a search for it opens every library on the class path. What is logged while logging gets ready
        // is kept, and not talked about.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("slf4j.provider", LogFile.class.getName());
        }
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        if (System.getProperty(REHEARSAL) instanceof String what && !what.equals(WINDOW)) {
            System.exit(rehearse(Path.of(what)));
        }
        var arguments = List.of(args);
        if (Arguments.wantsWindow(arguments)) {
            Arguments.language(arguments).ifPresent(Locale::setDefault);
            System.exit(window(args));
        }
        // Not System.exit, which first finds a logger to tell of it, and takes a tenth of a short command for that. All
        // that a command opened is closed, and what it printed is flushed.
        Runtime.getRuntime().halt(command(arguments));
    }

    /**
     * Whether the window is to go through all of itself and close. The build runs the program like this to fill Java's
     * ahead-of-time caches: {@code -Dslipway.rehearsal=window}, or a file of commands, one a line; a line as
     * {@code -Dname=value} sets a property for those after it.
     */
    static boolean windowRehearsed() {
        return WINDOW.equals(System.getProperty(REHEARSAL));
    }

    private static int rehearse(Path commands) {
        try {
            for (var line : Files.readAllLines(commands)) {
                if (line.startsWith("-D")) {
                    var property = line.substring(2).split("=", 2);
                    System.setProperty(property[0], property[1]);
                } else {
                    command(List.of(line.strip().split(" +")));
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int window(String[] args) {
        var env = System.getenv();
        boolean linux = System.getProperty("os.name", "").equals("Linux");
        if (linux && !env.containsKey("DISPLAY") && !System.getProperty("glass.platform", "").equals("Headless")) {
            var texts = Wiring.surface(env, Optional.empty()).texts();
            Console.system(env).err().println(texts.of("cli.window-needs-screen"));
            return 3;
        }
        App.open(List.of(args));
        return 0;
    }

    private static int command(List<String> arguments) {
        // Logging gets ready beside the rest of the command.
        Background.early("log", () -> LoggerFactory.getLogger(Main.class));
        var console = Console.system(System.getenv());
        var surface = Wiring.surface(System.getenv(), Arguments.language(arguments), Background.platformThreads());
        surface.settings().report().ifPresent(text -> console.err().println(surface.texts().of(text)));
        return new Cli(tour -> tour ? Wiring.tour(surface) : Wiring.live(surface), console, surface.texts(),
                surface.version()).run(arguments.toArray(String[]::new));
    }
}
