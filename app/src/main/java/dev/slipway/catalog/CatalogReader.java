package dev.slipway.catalog;

import static dev.slipway.catalog.Cells.capabilities;
import static dev.slipway.catalog.Cells.constant;
import static dev.slipway.catalog.Cells.integer;
import static dev.slipway.catalog.Cells.integers;
import static dev.slipway.catalog.Cells.strings;
import static dev.slipway.catalog.Cells.version;

import com.fasterxml.jackson.core.JsonFactory;
import dev.slipway.base.Version;
import dev.slipway.catalog.ImageEntry.CompileMaturity;
import dev.slipway.catalog.ImageEntry.Jupyter;
import dev.slipway.catalog.ImageEntry.Recommendation;
import dev.slipway.gpu.ComputeCapability;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a set of facts in the form that {@code installer/common/make-catalog.py} writes. A set of another schema, or
 * one that contradicts itself, is refused as a whole.
 */
final class CatalogReader {
    static final long SCHEMA = 1;
    private static final Set<String> CONFIDENCES = Set.of("high", "medium-high", "medium", "medium-low", "low");

    /** Tables that older sets of this schema lack. */
    private static final Set<String> ADDED_LATER = Set.of("familyLabels", "jetsons", "l4t");

    private final Map<?, ?> root;
    private final List<String> sources;
    private final List<GpuCode> codes;
    private final Map<String, Family> families = new LinkedHashMap<>();

    private CatalogReader(Map<?, ?> root) {
        this.root = root;
        this.sources = strings(root.get("sources"));
        this.codes = rows("codes").stream()
                .map(row -> new GpuCode(capabilities(row.get(0)), capabilities(row.get(1)))).toList();
    }

    /**
     * Reads a set of facts.
     *
     * @throws IOException when it cannot be read, is of another schema or is not consistent
     */
    static BundledCatalog read(InputStream stream) throws IOException {
        try (var parser = JsonFactory.builder().build().createParser(stream)) {
            if (!(Json.read(parser) instanceof Map<?, ?> root)) {
                throw new IOException("The facts are not a JSON object");
            }
            if (!Long.valueOf(SCHEMA).equals(root.get("schemaVersion"))) {
                throw new OtherSchema(String.valueOf(root.get("schemaVersion")));
            }
            return new CatalogReader(root).catalog();
        } catch (ClassCastException | NullPointerException | IllegalArgumentException | IndexOutOfBoundsException
                | DateTimeException e) {
            throw new IOException("The facts do not fit their schema: " + e.getMessage(), e);
        }
    }

    private BundledCatalog catalog() throws IOException {
        for (var row : rows("families")) {
            var family = new Family((String) row.get(0), (String) row.get(1), strings(row.get(2)),
                    framework((String) row.get(3)), (Boolean) row.get(4), (Boolean) row.get(5));
            families.put(family.id(), family);
        }
        var entries = entries();
        return new BundledCatalog(List.copyOf(families.values()), entries, facts(), builds(),
                Set.copyOf(strings(root.get("skippedMonths"))), LocalDate.parse((String) root.get("collected")),
                Version.of((String) root.get("version")));
    }

    private List<ImageEntry> entries() throws IOException {
        var columns = new HashMap<String, Integer>();
        for (var column : strings(root.get("columns"))) {
            columns.put(column, columns.size());
        }
        var entries = new ArrayList<ImageEntry>();
        var seen = new HashSet<String>();
        for (var row : rows("entries")) {
            var entry = entry(new Cells.Row(columns, row));
            if (!seen.add(entry.reference())) {
                throw new IOException("Two rows for " + entry.reference());
            }
            entries.add(entry);
        }
        return entries;
    }

    private ImageEntry entry(Cells.Row row) throws IOException {
        var family = families.get(row.text("family").orElseThrow());
        if (family == null) {
            throw new IOException("A row of a family that is not listed: " + row);
        }
        var repository = Reference.parse(family.repository()).orElseThrow();
        var jupyter = Jupyter.valueOf(constant(row.text("jupyter").orElseThrow()));
        var compile = CompileMaturity.valueOf(constant(row.text("compile").orElseThrow()));
        return new ImageEntry(
                repository.withTag(row.text("tag").orElseThrow()).familiar(), family.id(), family.framework(),
                row.text("version").map(Version::of), row.text("cuda").map(Version::of), row.text("cudnn"),
                row.text("python"), row.text("flavour"), jupyter, compile, row.number("bytes"),
                Set.copyOf(strings(row.value("architectures"))), row.number("code").map(i -> codes.get(i.intValue())),
                (Boolean) row.value("cpuOnly"),
                row.text("recommendation").map(text -> Recommendation.valueOf(constant(text))),
                confidence(row.value("confidence")), sources(row.value("sources")), (Boolean) row.value("seen"),
                arm64(row));
    }

    /** Sets before 2026.11.20.4 know one code for all processors. */
    private Optional<ImageEntry.ArmBuild> arm64(Cells.Row row) throws IOException {
        if (!row.has("arm64") || row.value("arm64") == null) {
            return Optional.empty();
        }
        var build = (List<?>) row.value("arm64");
        return Optional.of(new ImageEntry.ArmBuild(codes.get(integer(build.get(0))), confidence(build.get(1)),
                sources(build.get(2))));
    }

    /** The first driver of a branch that is admitted; sets before 2026.11.20.3 name none. */
    private static Map<Integer, Version> firstDrivers(List<?> row) {
        var drivers = new HashMap<Integer, Version>();
        if (row.size() > 4) {
            for (var pair : (List<?>) row.get(4)) {
                drivers.put(integer(((List<?>) pair).get(0)), version(((List<?>) pair).get(1)).orElseThrow());
            }
        }
        return drivers;
    }

    private Facts facts() throws IOException {
        var toolkits = new HashMap<String, Facts.Toolkit>();
        for (var row : rows("toolkits")) {
            toolkits.put((String) row.get(0), new Facts.Toolkit(version(row.get(0)).orElseThrow(), version(row.get(1)),
                    version(row.get(2)), confidence(row.get(3)), confidence(row.get(4)), sources(row.get(5))));
        }
        var floors = new HashMap<Integer, Facts.DriverFloor>();
        for (var row : rows("floors")) {
            floors.put(integer(row.get(0)), new Facts.DriverFloor(integer(row.get(0)),
                    version(row.get(1)).orElseThrow(), version(row.get(2)).orElseThrow(), confidence(row.get(3)),
                    sources(row.get(4))));
        }
        var branches = new ArrayList<Facts.Branch>();
        for (var row : rows("branches")) {
            branches.add(new Facts.Branch(integer(row.get(0)), version(row.get(1)).orElseThrow(),
                    integers(row.get(2))));
        }
        branches.sort((a, b) -> Integer.compare(b.number(), a.number()));
        var forward = new ArrayList<Facts.Forward>();
        for (var row : rows("forwardCompatibility")) {
            forward.add(new Facts.Forward(version(row.get(0)).orElseThrow(), version(row.get(1)).orElseThrow(),
                    integers(row.get(2)), firstDrivers(row), confidence(row.get(3))));
        }
        var architectures = new HashMap<ComputeCapability, Facts.Architecture>();
        for (var row : rows("architectures")) {
            var capability = ComputeCapability.parse((String) row.get(0)).orElseThrow();
            architectures.put(capability, new Facts.Architecture(capability, (String) row.get(1), strings(row.get(2)),
                    strings(row.get(3)), Optional.ofNullable((Long) row.get(4)).map(Long::intValue),
                    version(row.get(5)), version(row.get(6)), (Boolean) row.get(7), confidence(row.get(8))));
        }
        var dead = rows("deadTags").stream()
                .map(row -> new Facts.DeadTag((String) row.get(0), strings(row.get(1)), strings(row.get(2)))).toList();
        var compat = new HashSet<String>();
        families.values().stream().filter(Family::compat).forEach(family -> compat.add(family.id()));
        var labelled = new HashSet<String>();
        families.values().stream().filter(Family::labelled).forEach(family -> labelled.add(family.id()));
        var labels = rows("labels").stream().map(row -> new Facts.Label(version(row.get(0)).orElseThrow(),
                integers(row.get(1)), (Boolean) row.get(2))).toList();
        return new Facts(toolkits, floors, branches, forward, architectures, compat, labelled, labels, familyLabels(),
                jetsons(), dead);
    }

    /** Like what is known of Jetson boards, missing in sets before 2026.11.20.4. */
    private Map<String, Facts.FamilyLabel> familyLabels() throws IOException {
        var labels = new HashMap<String, Facts.FamilyLabel>();
        for (var row : rows("familyLabels")) {
            labels.put((String) row.get(0), new Facts.FamilyLabel((String) row.get(1), confidence(row.get(2)),
                    sources(row.get(3))));
        }
        return labels;
    }

    private Facts.Jetsons jetsons() throws IOException {
        var chips = new ArrayList<Facts.Chip>();
        for (var row : rows("jetsons")) {
            chips.add(new Facts.Chip((String) row.get(0), ComputeCapability.parse((String) row.get(1)).orElseThrow(),
                    version(row.get(2)), Optional.ofNullable((String) row.get(3)), confidence(row.get(4)),
                    sources(row.get(5))));
        }
        var releases = new ArrayList<Facts.L4t>();
        for (var row : rows("l4t")) {
            releases.add(new Facts.L4t(version(row.get(0)).orElseThrow(), version(row.get(1)).orElseThrow(),
                    capabilities(row.get(2)), version(row.get(3)).orElseThrow(), confidence(row.get(4)),
                    sources(row.get(5))));
        }
        return new Facts.Jetsons(chips, releases);
    }

    private Builds builds() throws IOException {
        var releases = new LinkedHashMap<String, Builds.Release>();
        for (var row : rows("builds")) {
            var variants = new LinkedHashMap<String, Builds.Variant>();
            for (var item : (List<?>) row.get(2)) {
                var variant = (List<?>) item;
                var cuda = (String) variant.get(0);
                variants.put(cuda, new Builds.Variant(cuda,
                        Optional.ofNullable((Long) variant.get(1)).map(Long::intValue),
                        Optional.ofNullable((Long) variant.get(2)).map(i -> codes.get(i.intValue())),
                        confidence(variant.get(3)), sources(variant.get(4))));
            }
            var minor = (String) row.get(0);
            releases.put(minor, new Builds.Release(minor, strings(row.get(1)), variants));
        }
        return new Builds(releases);
    }

    private List<List<?>> rows(String name) {
        var rows = new ArrayList<List<?>>();
        for (var row : (List<?>) (ADDED_LATER.contains(name) && !root.containsKey(name) ? List.of() : root.get(name))) {
            rows.add((List<?>) row);
        }
        return rows;
    }

    private List<String> sources(Object numbers) {
        return ((List<?>) numbers).stream().map(number -> sources.get(integer(number))).toList();
    }

    private static String confidence(Object value) throws IOException {
        if (!(value instanceof String text) || !CONFIDENCES.contains(text)) {
            throw new IOException("Not a confidence: " + value);
        }
        return text;
    }

    private static Framework framework(String id) {
        for (var framework : Framework.values()) {
            if (framework.id().equals(id)) {
                return framework;
            }
        }
        throw new IllegalArgumentException("Not a framework: " + id);
    }

    /** A set in a form that this version of the program does not understand. */
    static final class OtherSchema extends IOException {
        private static final long serialVersionUID = 1;
        private final String schema;

        OtherSchema(String schema) {
            super("The facts are of schema " + schema + ", not " + SCHEMA);
            this.schema = schema.substring(0, Math.min(schema.length(), 20));
        }

        String schema() {
            return schema;
        }
    }
}
