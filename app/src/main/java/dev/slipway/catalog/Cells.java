package dev.slipway.catalog;

import dev.slipway.base.Version;
import dev.slipway.gpu.ComputeCapability;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the cells of a set of facts. What does not fit throws an unchecked exception, which its reader turns. */
final class Cells {
    private Cells() {
    }

    static Set<ComputeCapability> capabilities(Object text) {
        var capabilities = new HashSet<ComputeCapability>();
        for (var word : ((String) text).split(" ")) {
            if (!word.isEmpty()) {
                capabilities.add(ComputeCapability.parse(word).orElseThrow(() -> new IllegalArgumentException(word)));
            }
        }
        return capabilities;
    }

    static Optional<Version> version(Object text) {
        return Optional.ofNullable((String) text).map(Version::of);
    }

    static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(item -> (String) item).toList();
    }

    static Set<Integer> integers(Object list) {
        return Set.copyOf(((List<?>) list).stream().map(Cells::integer).toList());
    }

    static int integer(Object number) {
        return Math.toIntExact((Long) number);
    }

    static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** A row of the table of images, by column name. */
    record Row(Map<String, Integer> columns, List<?> values) {
        boolean has(String column) {
            return columns.containsKey(column);
        }

        Object value(String column) {
            return values.get(columns.get(column));
        }

        Optional<String> text(String column) {
            return Optional.ofNullable((String) value(column));
        }

        Optional<Long> number(String column) {
            return Optional.ofNullable((Long) value(column));
        }
    }
}
