package dev.slipway.session;

import dev.slipway.engine.Engine;
import dev.slipway.environment.StartScripts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How shells and commands are started in a session: with a prompt that names it, and in the user's own language. */
final class Shell {
    private static final String LANGUAGE_VARIABLE = "SLIPWAY_LANG";
    private static final Pattern UTF8 =
            Pattern.compile("([a-z]{2,3}_[A-Z]{2})\\.(?:UTF-8|utf8|utf-8|UTF8)(@[a-z]+)?");
    private static final String USUAL = "C.UTF-8";

    private Shell() {
    }

    /** The words that run a command, or the best shell when it is empty. */
    static List<String> words(List<String> command) {
        if (command.isEmpty()) {
            return List.of("/bin/sh", "-c", StartScripts.SHELL);
        }
        var words = new ArrayList<>(List.of("/bin/sh", "-c", StartScripts.COMMAND, "sh"));
        words.addAll(command);
        return words;
    }

    /** Variables for a command in a terminal. */
    static Map<String, String> inTerminal() {
        var variables = new HashMap<>(Map.of("TERM", "xterm-256color", "COLORTERM", "truecolor"));
        variables.put(LANGUAGE_VARIABLE, language(System.getenv(), Locale.getDefault()));
        return variables;
    }

    /** A command, or the best shell when it is empty, without a terminal. */
    static Engine.Command piped(List<String> command) {
        return new Engine.Command(words(command),
                Map.of(LANGUAGE_VARIABLE, language(System.getenv(), Locale.getDefault())), Optional.empty(),
                Optional.empty());
    }

    /** The user's locale, if it is one of UTF-8; where the system has none of that kind, the one of its language. */
    static String language(Map<String, String> env, Locale system) {
        for (var variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            var value = env.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                var utf8 = UTF8.matcher(value);
                return utf8.matches() ? utf8.group(1) + ".UTF-8" : USUAL;
            }
        }
        var guessed = system.getLanguage() + "_" + system.getCountry() + ".UTF-8";
        return UTF8.matcher(guessed).matches() ? guessed : USUAL;
    }
}
