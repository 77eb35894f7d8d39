package dev.slipway.gpu;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A GPU's compute capability, as in 8.9 or sm_89.
 *
 * @param major 1 to 99
 * @param minor 0 to 9
 */
public record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,2})\\.(\\d)");

    /** Checks the ranges. */
    public ComputeCapability {
        if (major < 1 || major > 99 || minor < 0 || minor > 9) {
            throw new IllegalArgumentException("Not a compute capability: " + major + "." + minor);
        }
    }

    /** Reads "8.9"; empty for anything else. */
    public static Optional<ComputeCapability> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        var match = FORM.matcher(text.strip());
        if (!match.matches() || Integer.parseInt(match.group(1)) < 1) {
            return Optional.empty();
        }
        return Optional.of(new ComputeCapability(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))));
    }

    /** The name that compilers and PyTorch use: sm_89. */
    public String sm() {
        return "sm_" + major + minor;
    }

    // Written out: a key of every table of the facts, for whose equality Java would otherwise make code at each start.
    @Override
    public boolean equals(Object other) {
        return other instanceof ComputeCapability it && major == it.major && minor == it.minor;
    }

    @Override
    public int hashCode() {
        return 10 * major + minor;
    }

    @Override
    public int compareTo(ComputeCapability other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
