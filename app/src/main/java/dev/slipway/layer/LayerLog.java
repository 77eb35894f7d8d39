package dev.slipway.layer;

import dev.slipway.base.Failure;
import dev.slipway.base.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the log of an installation for what went wrong. Keeps its last lines. */
final class LayerLog {
    /** What {@code install.sh} says in a line "slipway-problem=". */
    private static final Set<String> PROBLEMS = Set.of("no-python", "no-pip", "no-conda", "no-apt", "no-manager",
            "no-ssh", "no-jupyter", "other-python", "framework-changed", "unreadable");
    private static final String PROBLEM = "slipway-problem=";
    private static final String CHANGED = "slipway-changed=";
    private static final String CONSTRAINT = "The user requested (constraint) ";
    /** apt's progress ends without a line's end, and its errors come through another stream. */
    private static final Pattern PROGRESS = Pattern.compile("^[A-Z][a-z ]{1,40}\\.\\.\\.(?: Done)?(?=[EW]: )");
    private static final String NOT_FETCHED = "W: Failed to fetch ";
    /** pip: the exception's class and object say nothing to a user, its message and the address do. */
    private static final Pattern RETRY = Pattern.compile("WARNING: Retrying \\(.{0,200}\\) after connection broken by "
            + "(?:'?\\w{1,60}\\((?:'<[^>]{0,200}>: )?)?(.{1,400}?)(?:'\\)')?: (/\\S*)");
    /** How apt and pip say that they know no such package, which they also say when no server told them of any. */
    private static final Pattern UNKNOWN = Pattern.compile("E: Unable to locate package .*"
            + "|E: Package '.*' has no installation candidate|E: Couldn't find any package by .*"
            + "|ERROR: Could not find a version .* \\(from versions: none\\)");
    private static final int KEPT = 200;
    private static final int LONGEST_DETAIL = 4000;
    private static final int LONGEST_LINE = 300;

    private final Deque<String> lines = new ArrayDeque<>();
    private String problem = "";
    private String changed = "";
    private String error = "";
    private String unreached = "";
    private String depends = "";
    private String constraint = "";
    private boolean diskFull;

    /** Takes in a line. */
    void line(String line) {
        lines.addLast(line);
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
        var words = PROGRESS.matcher(line.strip()).replaceFirst("");
        if (words.startsWith("Step ") || words.startsWith("STEP ")) {
            // What an earlier step grumbled about did not stop it.
            error = "";
            unreached = "";
        }
        if (unreached.isEmpty()) {
            unreached = cut(unreached(words));
        }
        if (words.startsWith(PROBLEM) && PROBLEMS.contains(words.substring(PROBLEM.length()))) {
            problem = words.substring(PROBLEM.length());
        }
        if (words.startsWith(CHANGED) && changed.isEmpty()) {
            changed = cut(words.substring(CHANGED.length()));
        }
        if (words.startsWith(CONSTRAINT)) {
            constraint = cut(words.substring(CONSTRAINT.length()));
        }
        if (constraint.isEmpty() && words.contains(" depends on ")) {
            depends = cut(words);
        }
        // The first error says it; those after it follow from it.
        if (error.isEmpty() && (words.startsWith("ERROR") || words.startsWith("E: ") || words.startsWith("error:")
                || words.matches("[A-Za-z]{1,40}Error\\b.*"))) {
            error = cut(words);
        }
        diskFull |= words.toLowerCase(Locale.ROOT).contains("no space left on device");
    }

    /** What a line says of a server that could not be reached; empty when it says nothing of one. */
    private static String unreached(String words) {
        var retry = RETRY.matcher(words);
        return words.startsWith(NOT_FETCHED) ? words.substring("W: ".length())
                : retry.matches() ? retry.group(1) + " (" + retry.group(2) + ")" : "";
    }

    private static String cut(String words) {
        return words.length() <= LONGEST_LINE ? words : words.substring(0, LONGEST_LINE) + "…";
    }

    /** Whether a framework is not what it was. */
    boolean frameworkChanged() {
        return problem.equals("framework-changed");
    }

    /** Why it failed, with the line that says so. */
    Text why() {
        if (!constraint.isEmpty()) {
            return Text.of("layer.problem.constraint", constraint, depends);
        }
        boolean cutOff = !unreached.isEmpty() && UNKNOWN.matcher(error).matches();
        var line = !changed.isEmpty() ? changed : cutOff ? unreached : !error.isEmpty() ? error : lastWords();
        if (!problem.isEmpty()) {
            return Text.of("layer.problem." + problem, line);
        }
        return Text.of(cutOff ? "layer.problem.unreached" : "layer.problem.line", line);
    }

    private String lastWords() {
        return lines.reversed().stream().map(String::strip).filter(line -> !line.isEmpty()
                && !line.startsWith(PROBLEM) && !line.startsWith("The command '") && !line.startsWith("Removing inter")
                && !line.startsWith("--->") && !line.startsWith("Step ")).findFirst().map(LayerLog::cut).orElse("");
    }

    /** The failure for an installation on top of an image. */
    Failure failure(String image, String place) {
        return diskFull ? new Failure.DiskFull("/", tail(place)) : new Failure.LayerFailed(image, why(), tail(place));
    }

    /** The newest lines, as many as a failure's detail holds, below the place of the whole log. */
    private String tail(String place) {
        var kept = new ArrayDeque<String>();
        int room = LONGEST_DETAIL - place.length() - 1;
        for (var line : List.copyOf(lines).reversed()) {
            room -= line.length() + 1;
            if (room < 0) {
                break;
            }
            kept.addFirst(line);
        }
        return (place.isEmpty() ? "" : place + "\n") + String.join("\n", kept);
    }
}
