package dev.slipway.compat;

import dev.slipway.base.Version;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an image asks of the driver in its NVIDIA_REQUIRE_* variables, read as NVIDIA's container library does: a space
 * means or, a comma means and, several variables must all hold. The classic hook refuses to start a container
 * otherwise.
 */
final class Requirement {
    private static final Pattern TERM =
            Pattern.compile("(cuda|driver|arch|brand)(=|!=|<=|>=|<|>)([A-Za-z0-9._-]{1,40})");
    private static final int MOST_TEXT = 8192;

    private Requirement() {
    }

    /** What a term is compared with: the driver's own CUDA version, never one that a compat library brings. */
    record Given(Optional<Version> cuda, Optional<Version> driver, Optional<Version> capability,
            Optional<String> brand) {
    }

    /** The first term of a requirement that does not hold; empty when all hold or nothing is required. */
    static Optional<String> unmet(Map<String, String> environment, Given given) {
        var disabled = environment.getOrDefault("NVIDIA_DISABLE_REQUIRE", "").toLowerCase(Locale.ROOT);
        if (disabled.equals("1") || disabled.equals("true")) {
            return Optional.empty();
        }
        boolean any = false;
        for (var variable : environment.entrySet()) {
            if (!variable.getKey().startsWith("NVIDIA_REQUIRE_")
                    || variable.getKey().startsWith("NVIDIA_REQUIRE_JETPACK")) {
                continue;
            }
            any = true;
            var text = variable.getValue().strip();
            if (!text.isEmpty() && text.length() <= MOST_TEXT && !holds(text, given)) {
                return Optional.of(text.split("[\\s,]", 2)[0]);
            }
        }
        var legacy = Version.parse(environment.get("CUDA_VERSION"));
        if (!any && legacy.isPresent()) {
            var text = "cuda>=" + legacy.get().major() + "." + legacy.get().minor();
            return holds(text, given) ? Optional.empty() : Optional.of(text);
        }
        return Optional.empty();
    }

    private static boolean holds(String text, Given given) {
        for (var alternative : text.split("\\s+")) {
            boolean all = true;
            for (var term : alternative.split(",")) {
                all &= term(term, given);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private static boolean term(String term, Given given) {
        var match = TERM.matcher(term);
        if (!match.matches()) {
            return false;
        }
        var wanted = match.group(3);
        var operator = match.group(2);
        return switch (match.group(1)) {
            case "cuda" -> compared(given.cuda(), operator, wanted);
            case "driver" -> compared(given.driver(), operator, wanted);
            case "arch" -> compared(given.capability(), operator, wanted);
            default -> {
                boolean same = given.brand().filter(brand -> plain(brand).equals(plain(wanted))).isPresent();
                yield operator.equals("=") ? same : operator.equals("!=") && !same;
            }
        };
    }

    private static String plain(String brand) {
        return brand.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static boolean compared(Optional<Version> have, String operator, String wanted) {
        var want = Version.parse(wanted);
        if (have.isEmpty() || want.isEmpty()) {
            return false;
        }
        int order = have.get().compareTo(want.get());
        return switch (operator) {
            case "=" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
