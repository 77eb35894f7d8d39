package dev.slipway.base;

import java.util.Arrays;
import java.util.List;

/**
 * A sentence for a person, not yet in a language: a key of the text bundles and the values to put in.
 *
 * @param key a key that exists in every language's bundle
 * @param arguments values for {0}, {1}, ...; a nested {@code Text} is put into words in the same language
 */
public record Text(String key, List<Object> arguments) {
    /** Freezes the arguments. */
    public Text {
        arguments = List.copyOf(arguments);
    }

    /** A text from its key and values. */
    public static Text of(String key, Object... arguments) {
        return new Text(key, Arrays.asList(arguments));
    }
}
