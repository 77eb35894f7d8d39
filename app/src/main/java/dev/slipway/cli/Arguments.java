package dev.slipway.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a start asks for, read before anything else is loaded. */
public final class Arguments {
    private static final String LANGUAGE = "--language";

    private Arguments() {
    }

    /** Whether these arguments ask for the window: none, the tour, a language, or an environment's file to open. */
    public static boolean wantsWindow(List<String> arguments) {
        int files = 0;
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (argument.equals(LANGUAGE)) {
                i++;
            } else if (argument.endsWith(".slipway") && !argument.startsWith("-")) {
                files++;
            } else if (!argument.equals("--tour") && !argument.startsWith(LANGUAGE + "=")) {
                return false;
            }
        }
        return files <= 1;
    }

    /** The language asked for on the command line, if it is one there is. */
    public static Optional<Locale> language(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (argument.equals("--")) {
                return Optional.empty();
            }
            var word = argument.startsWith(LANGUAGE + "=") ? argument.substring(LANGUAGE.length() + 1)
                    : argument.equals(LANGUAGE) && i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            switch (word) {
                case "en" -> {
                    return Optional.of(Locale.ENGLISH);
                }
                case "zh-CN" -> {
                    return Optional.of(Locale.SIMPLIFIED_CHINESE);
                }
                default -> {
                }
            }
        }
        return Optional.empty();
    }
}
