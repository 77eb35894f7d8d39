package dev.slipway.ui.catalog;

import dev.slipway.base.Version;
import dev.slipway.catalog.Framework;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One framework's images of one flavour as a grid: its versions down, CUDA across, the newest first of both. Pure.
 *
 * @param flavours all flavours the framework comes in, the most common first
 * @param flavour the one the grid shows; empty when there is none
 * @param cuda the columns, the newest first
 */
record Matrix(Framework framework, List<String> flavours, String flavour, List<Version> cuda, List<Line> lines) {

    /**
     * A version of the framework.
     *
     * @param cells by CUDA version; where several images meet, the one that comes first in the list
     */
    record Line(Version version, Map<Version, CatalogRow> cells) {
        Optional<CatalogRow> at(Version cuda) {
            return Optional.ofNullable(cells.get(cuda));
        }
    }

    /**
     * The grid of a list of rows; rows without a version or without CUDA have no place in it.
     *
     * @param wanted the flavour wished for; the most common one where the framework does not come in it
     */
    static Matrix of(List<CatalogRow> rows, Framework framework, Optional<String> wanted) {
        var placed = rows.stream().filter(row -> row.entry().framework() == framework)
                .filter(row -> row.entry().frameworkVersion().isPresent() && row.entry().cuda().isPresent()).toList();
        var flavours = flavours(placed);
        var flavour = wanted.filter(flavours::contains).or(() -> flavours.stream().findFirst()).orElse("");
        var lines = new TreeMap<Version, Map<Version, CatalogRow>>(Comparator.reverseOrder());
        var cuda = new TreeSet<Version>(Comparator.reverseOrder());
        for (var row : placed) {
            if (row.flavour().equals(flavour)) {
                var column = row.entry().cuda().orElseThrow();
                cuda.add(column);
                lines.computeIfAbsent(row.entry().frameworkVersion().orElseThrow(), _ -> new TreeMap<>())
                        .putIfAbsent(column, row);
            }
        }
        var all = new ArrayList<Line>();
        lines.forEach((version, cells) -> all.add(new Line(version, cells)));
        return new Matrix(framework, flavours, flavour, List.copyOf(cuda), List.copyOf(all));
    }

    private static List<String> flavours(List<CatalogRow> rows) {
        var counts = new LinkedHashMap<String, Integer>();
        rows.forEach(row -> counts.merge(row.flavour(), 1, Integer::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(
                        // As common as its like: what a user runs before what a developer builds on.
                        entry -> !entry.getKey().equals("runtime")))
                .map(Map.Entry::getKey).toList();
    }
}
