package dev.slipway.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dotted version, compared number by number: 535.183.01 is older than 535.288, and 12.10 is newer than 12.9.
 * Missing components count as zero, so 12.6 and 12.6.0 compare as equal (but keep their own text).
 *
 * @param text the version as it was written, never blank
 * @param components its leading numbers, at least one, each from 0 to 999,999,999
 */
public record Version(String text, List<Integer> components) implements Comparable<Version> {
    private static final int LONGEST = 64;
    private static final int MOST_DIGITS = 9;

    /** Checks and freezes the components. */
    public Version {
        components = List.copyOf(components);
        if (components.isEmpty()) {
            throw new IllegalArgumentException("A version needs at least one number: " + text);
        }
    }

    /**
     * Reads a version that is known to be well formed.
     *
     * @throws IllegalArgumentException when it is not; use {@link #parse} for anything from outside
     */
    public static Version of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("Not a version: " + text));
    }

    /** Reads the numbers at the start of {@code text} ("2.8.0a0+git" gives 2.8.0); empty when there are none. */
    public static Optional<Version> parse(String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            return Optional.empty();
        }
        var trimmed = text.strip();
        var numbers = new ArrayList<Integer>();
        int at = 0;
        while (at < trimmed.length()) {
            int start = at;
            while (at < trimmed.length() && trimmed.charAt(at) >= '0' && trimmed.charAt(at) <= '9') {
                at++;
            }
            if (at == start || at - start > MOST_DIGITS) {
                break;
            }
            numbers.add(Integer.parseInt(trimmed, start, at, 10));
            if (at >= trimmed.length() || trimmed.charAt(at) != '.') {
                break;
            }
            at++;
        }
        return numbers.isEmpty() ? Optional.empty() : Optional.of(new Version(trimmed, numbers));
    }

    /** The component at {@code position}, or 0 where the version is shorter. */
    public int component(int position) {
        return position < components.size() ? components.get(position) : 0;
    }

    /** The first number. */
    public int major() {
        return component(0);
    }

    /** The second number, 0 when there is none. */
    public int minor() {
        return component(1);
    }

    /** Whether this version is {@code other} or newer. */
    public boolean atLeast(Version other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Version other) {
        int longest = Math.max(components.size(), other.components.size());
        for (int i = 0; i < longest; i++) {
            int order = Integer.compare(component(i), other.component(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
