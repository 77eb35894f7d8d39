package dev.slipway.base;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All texts of one language, read from one UTF-8 properties file an area ({@code texts/AREA.properties} and
 * {@code texts/AREA_zh_CN.properties}); every key starts with its area. An area is read when its first text is asked for:
 * all of them would take a tenth of a window's or a command's start. Says the same always; any thread.
 *
 * <p>Placeholders are {0}, {1}, ... and nothing else is special: no doubled apostrophes. A text that depends on a
 * number has two keys, {@code KEY.one} and {@code KEY.other}; see {@link #count}.
 */
public final class Texts extends ResourceBundle {
    /** The areas, which are the names of the files under {@code dev/slipway/texts}. */
    public static final List<String> AREAS = List.of("app", "failure", "gpu", "machine", "verdict", "images", "launch",
            "environment", "layer", "sessions", "terminal", "login", "monitor", "doctor", "settings", "shell", "cli",
            "welcome", "update", "jobs", "selftest", "access");

    /** The languages that the texts exist in. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

    private static final List<String> LOCALE_VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");
    private static final int DEEPEST = 4;

    private final Locale language;
    private final Map<String, Map<String, String>> areas = new ConcurrentHashMap<>();

    private Texts(Locale language) {
        this.language = language;
    }

    /** The texts for a user's locale: Simplified Chinese for every Chinese one, English for all others. */
    public static Texts load(Locale locale) {
        return new Texts(Locale.CHINESE.getLanguage().equals(locale.getLanguage()) ? Locale.SIMPLIFIED_CHINESE
                : Locale.ENGLISH);
    }

    private Optional<String> text(String key) {
        int end = key.indexOf('.');
        return end < 0 ? Optional.empty() : Optional.ofNullable(area(key.substring(0, end)).get(key));
    }

    private Map<String, String> area(String area) {
        // Keys come from anywhere; only areas name files.
        return AREAS.contains(area) ? areas.computeIfAbsent(area, this::read) : Map.of();
    }

    private Map<String, String> read(String area) {
        var texts = new HashMap<>(file(area + ".properties"));
        if (language.equals(Locale.SIMPLIFIED_CHINESE)) {
            texts.putAll(file(area + "_zh_CN.properties"));
        }
        return texts;
    }

    /**
     * The user's locale. Java knows no variable LANGUAGE, in which a desktop keeps the order of languages a user reads,
     * and falls back to English where the locale that the others name was never generated on this machine; the wish
     * behind them still counts.
     */
    public static Locale systemLocale(Locale java, Map<String, String> env) {
        var named = LOCALE_VARIABLES.stream().map(variable -> env.getOrDefault(variable, ""))
                .filter(value -> !value.isEmpty()).findFirst().orElse("");
        // As gettext has it: without a locale there is no language to choose.
        if (!named.isEmpty() && !List.of("C", "POSIX").contains(locale(named))) {
            for (var wish : env.getOrDefault("LANGUAGE", "").split(":")) {
                var language = language(wish);
                if (language.equals("zh") || language.equals("en")) {
                    return language.equals(java.getLanguage()) ? java
                            : language.equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
                }
            }
        }
        boolean fallback = java.getLanguage().isEmpty() || java.getLanguage().equals(Locale.ENGLISH.getLanguage());
        return fallback && language(named).equals("zh") ? Locale.SIMPLIFIED_CHINESE : java;
    }

    /** A locale's name without its encoding: "C" of "C.UTF-8". */
    private static String locale(String name) {
        return name.split("[.@]", 2)[0].strip();
    }

    /** The language of a locale's name: "zh" of "zh_CN.UTF-8" and of "zh-Hans". */
    private static String language(String name) {
        return locale(name).split("[_-]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> file(String file) {
        var properties = new Properties();
        try (var stream = Texts.class.getResourceAsStream("/dev/slipway/texts/" + file)) {
            if (stream != null) {
                properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the texts in " + file, e);
        }
        var texts = new HashMap<String, String>();
        properties.forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }

    /** The language these texts are in: English or Simplified Chinese. */
    public Locale language() {
        return language;
    }

    /** The text in words. A key that does not exist gives the key itself, so that a slip shows instead of failing. */
    public String of(Text text) {
        return of(text, 0);
    }

    /** What went wrong, and what to do about it. */
    public String of(Failure failure) {
        return of(failure.title()) + " " + of(failure.advice());
    }

    /** The text of a key with its placeholders filled. */
    public String of(String key, Object... arguments) {
        return of(Text.of(key, arguments), 0);
    }

    /** The text of {@code KEY.one} or {@code KEY.other}, with the number as {0} and the arguments from {1} on. */
    public String count(String key, long number, Object... arguments) {
        var all = new ArrayList<Object>();
        all.add(number);
        all.addAll(List.of(arguments));
        return of(new Text(key + (number == 1 ? ".one" : ".other"), all), 0);
    }

    private String of(Text text, int depth) {
        var pattern = text(text.key()).orElse(text.key());
        var arguments = text.arguments();
        if (arguments.isEmpty() || depth > DEEPEST) {
            return pattern;
        }
        // Filled in one pass: a value that itself holds "{1}" (an image label, say) stays as it is.
        var filled = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            int open = pattern.indexOf('{', at);
            if (open < 0 || open + 2 >= pattern.length() || pattern.charAt(open + 2) != '}'
                    || !Character.isDigit(pattern.charAt(open + 1))) {
                int end = open < 0 ? pattern.length() : open + 1;
                filled.append(pattern, at, end);
                at = end;
                continue;
            }
            filled.append(pattern, at, open);
            int number = pattern.charAt(open + 1) - '0';
            if (number < arguments.size()) {
                var argument = arguments.get(number);
                filled.append(argument instanceof Text nested ? of(nested, depth + 1) : String.valueOf(argument));
            }
            at = open + 3;
        }
        return filled.toString();
    }

    @Override
    protected Object handleGetObject(String key) {
        return text(key).orElse(null);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(AREAS.stream().flatMap(area -> area(area).keySet().stream()).toList());
    }
}
