package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Holds the bundled set against its schema, cell by cell: the program's own reader looks only at what it needs. A
 * letter stands for a cell: t text, n number, b truth value, l list; a capital one may be missing.
 */
class FactsSchemaTest {
    private static final Map<String, String> ROWS = Map.ofEntries(Map.entry("families", "ttltbb"),
            Map.entry("toolkits", "tTTttl"), Map.entry("floors", "ntttl"), Map.entry("branches", "ntl"),
            Map.entry("forwardCompatibility", "ttltl"), Map.entry("labels", "tlb"),
            Map.entry("architectures", "ttllNTTbt"), Map.entry("builds", "tll"), Map.entry("deadTags", "tll"),
            Map.entry("entries", "ttTTTTTttNlNbTtlbL"), Map.entry("codes", "tt"), Map.entry("familyLabels", "tttl"),
            Map.entry("jetsons", "ttTTtl"), Map.entry("l4t", "tttttl"));
    private static final Set<String> REST = Set.of("schemaVersion", "collected", "version", "skippedMonths", "columns",
            "sources");

    private static JsonNode set() throws IOException {
        try (var stream = BundledCatalog.class.getResourceAsStream("catalog.json")) {
            return new ObjectMapper().readTree(stream);
        }
    }

    @Test
    void hasTheTablesOfItsSchemaAndNoOthers() throws IOException {
        var names = new TreeSet<String>();
        set().fieldNames().forEachRemaining(names::add);
        var expected = new TreeSet<>(REST);
        expected.addAll(ROWS.keySet());
        assertEquals(expected, names);
        assertEquals(CatalogReader.SCHEMA, set().get("schemaVersion").longValue());
        var collected = LocalDate.parse(set().get("collected").textValue());
        assertTrue(set().get("version").textValue().startsWith(collected.toString().replace('-', '.') + "."));
    }

    @Test
    void everyCellIsOfItsKind() throws IOException {
        var set = set();
        ROWS.forEach((table, form) -> {
            assertFalse(set.get(table).isEmpty(), table);
            for (var row : set.get(table)) {
                assertEquals(form.length(), row.size(), table + " " + row);
                for (int i = 0; i < form.length(); i++) {
                    assertTrue(is(row.get(i), form.charAt(i)), table + ", cell " + i + " of " + row);
                }
            }
        });
    }

    private static boolean is(JsonNode cell, char kind) {
        return Character.isUpperCase(kind) && cell.isNull() || switch (Character.toLowerCase(kind)) {
            case 't' -> cell.isTextual() && !cell.textValue().isBlank() || kind == 't' && cell.isTextual();
            case 'n' -> cell.isIntegralNumber();
            case 'b' -> cell.isBoolean();
            default -> cell.isArray();
        };
    }

    @Test
    void everyNumberPointsAtSomethingAndEverySourceIsUsed() throws IOException {
        var set = set();
        int sources = set.get("sources").size();
        var used = new HashSet<Integer>();
        for (var row : set.get("entries")) {
            assertTrue(row.get(11).isNull() || row.get(11).intValue() < set.get("codes").size(), row.toString());
            assertFalse(row.get(15).isEmpty(), row.toString());
            row.get(15).forEach(number -> used.add(number.intValue()));
            if (!row.get(17).isNull()) {
                assertTrue(row.get(17).get(0).intValue() < set.get("codes").size(), row.toString());
                row.get(17).get(2).forEach(number -> used.add(number.intValue()));
            }
        }
        set.get("familyLabels").forEach(row -> row.get(3).forEach(number -> used.add(number.intValue())));
        set.get("jetsons").forEach(row -> row.get(5).forEach(number -> used.add(number.intValue())));
        set.get("l4t").forEach(row -> row.get(5).forEach(number -> used.add(number.intValue())));
        set.get("toolkits").forEach(row -> row.get(5).forEach(number -> used.add(number.intValue())));
        set.get("floors").forEach(row -> row.get(4).forEach(number -> used.add(number.intValue())));
        set.get("builds").forEach(row -> row.get(2).forEach(variant -> variant.get(4)
                .forEach(number -> used.add(number.intValue()))));
        for (int i = 0; i < sources; i++) {
            assertTrue(used.remove(i), "nobody uses source " + i + ": " + set.get("sources").get(i));
        }
        assertEquals(Set.of(), used);
    }

    @Test
    void itsNumbersMakeSense() throws IOException {
        var set = set();
        var facts = BundledCatalog.load().facts();
        for (var toolkit : facts.toolkits().values()) {
            assertTrue(toolkit.linuxDriver().isPresent() && toolkit.windowsDriver().isPresent(), toolkit.toString());
            var floor = facts.floors().get(toolkit.cuda().major());
            if (floor != null && toolkit.cuda().minor() > 0) {
                assertTrue(toolkit.linuxDriver().get().atLeast(floor.linuxDriver()), toolkit.toString());
            }
        }
        var releases = facts.jetsons().releases();
        for (var one : releases) {
            assertFalse(one.from().atLeast(one.before()), one.toString());
            assertEquals(1, releases.stream().filter(other -> other.holds(one.from())).count(), one.toString());
        }
        for (var chip : facts.jetsons().chips()) {
            assertTrue(facts.architectures().get(chip.capability()).embedded(), chip.toString());
        }
        var numbers = facts.branches().stream().map(Facts.Branch::number).toList();
        assertEquals(numbers.stream().sorted(java.util.Comparator.reverseOrder()).distinct().toList(), numbers);
        for (var branch : facts.branches()) {
            facts.branches().stream().filter(other -> other.number() < branch.number()).forEach(older ->
                    assertTrue(branch.cuda().atLeast(older.cuda()), branch + " and " + older));
        }
        assertEquals(List.of(), List.copyOf(duplicates(set.get("entries"))));
    }

    /** As loaded from a file that was made for the Slipway before. */
    @Test
    void readsSetsOfTheSchemaThatLackWhatCameLater() throws IOException {
        var set = (ObjectNode) set();
        set.remove(List.of("familyLabels", "jetsons", "l4t"));
        ((ArrayNode) set.get("columns")).remove(17);
        set.get("entries").forEach(row -> ((ArrayNode) row).remove(17));
        var older = CatalogReader.read(new ByteArrayInputStream(new ObjectMapper().writeValueAsBytes(set)));
        assertEquals(BundledCatalog.load().entries().size(), older.entries().size());
        assertTrue(older.entries().stream().allMatch(entry -> entry.arm64().isEmpty()));
        assertEquals(new Facts.Jetsons(List.of(), List.of()), older.facts().jetsons());
        assertEquals(Map.of(), older.facts().familyLabels());
    }

    private static Set<String> duplicates(JsonNode entries) {
        var seen = new HashSet<String>();
        var twice = new TreeSet<String>();
        entries.forEach(row -> {
            var name = row.get(0).textValue() + ":" + row.get(1).textValue();
            if (!seen.add(name)) {
                twice.add(name);
            }
        });
        return twice;
    }
}
