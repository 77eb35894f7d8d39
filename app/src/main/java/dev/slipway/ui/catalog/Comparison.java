package dev.slipway.ui.catalog;

import dev.slipway.base.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two images beside each other. Pure.
 *
 * @param first the one that is compared with
 * @param second the selected one
 */
record Comparison(CatalogRow first, CatalogRow second, List<Line> lines) {
    private static final String NOTHING = "—";

    /** A property of both; in words. */
    record Line(String label, String first, String second) {
        boolean differs() {
            return !first.equals(second);
        }
    }

    static Comparison of(CatalogRow first, CatalogRow second, ImageDetails one, ImageDetails other, Texts texts) {
        var lines = new ArrayList<Line>();
        lines.add(new Line(texts.of("images.column.verdict"), first.verdict(), second.verdict()));
        lines.add(new Line(texts.of("images.compare.repository"), one.repository(), other.repository()));
        lines.add(new Line(texts.of("images.column.version"), first.version(), second.version()));
        lines.add(new Line(texts.of("images.column.flavour"), first.flavour(), second.flavour()));
        join(one.facts(), other.facts(), lines);
        join(one.points(), other.points(), lines);
        return new Comparison(first, second, List.copyOf(lines));
    }

    /** Lines with the same label meet; what only one of them has stands beside a dash. */
    private static void join(List<ImageDetails.Line> first, List<ImageDetails.Line> second, List<Line> lines) {
        var left = byLabel(first);
        var right = byLabel(second);
        var labels = new LinkedHashSet<String>();
        Stream.of(left, right).forEach(side -> labels.addAll(side.keySet()));
        labels.forEach(label -> lines.add(new Line(label, left.getOrDefault(label, NOTHING),
                right.getOrDefault(label, NOTHING))));
    }

    private static Map<String, String> byLabel(List<ImageDetails.Line> lines) {
        var byLabel = new LinkedHashMap<String, String>();
        lines.forEach(line -> byLabel.put(line.label(), line.value()));
        return byLabel;
    }
}
