package dev.slipway.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts that come with the program. Immutable; loading takes some ten milliseconds and reads the class path. */
public final class BundledCatalog implements Catalog {
    private static final String FILE = "/dev/slipway/catalog/catalog.json";

    private final List<ImageEntry> entries;
    private final Facts facts;
    private final LocalDate collected;
    private final Map<String, ImageEntry> byReference = new HashMap<>();
    private final Map<String, Family> byRepository = new HashMap<>();
    private final TagGrammar grammar;

    BundledCatalog(List<Family> families, List<ImageEntry> entries, Facts facts, Builds builds,
            Set<String> skippedMonths, LocalDate collected) {
        this.entries = List.copyOf(entries);
        this.facts = facts;
        this.collected = collected;
        for (var entry : entries) {
            byReference.put(Reference.parse(entry.reference()).orElseThrow().familiar(), entry);
        }
        for (var family : families) {
            byRepository.put(family.repository(), family);
            family.aliases().forEach(alias -> byRepository.put(alias, family));
        }
        this.grammar = new TagGrammar(this.entries, facts, builds, skippedMonths);
    }

    /**
     * Reads the facts from the class path.
     *
     * @throws UncheckedIOException when the program was packed without them or with wrong ones
     */
    public static BundledCatalog load() {
        try (var stream = BundledCatalog.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IOException("The catalogue is missing from the program: " + FILE);
            }
            return CatalogReader.read(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<ImageEntry> entries() {
        return entries;
    }

    @Override
    public Optional<ImageEntry> find(String reference) {
        return Reference.parse(reference).flatMap(this::find);
    }

    private Optional<ImageEntry> find(Reference reference) {
        var tag = reference.effectiveTag();
        var family = byRepository.get(reference.repository());
        if (tag.isEmpty() || family == null) {
            return Optional.empty();
        }
        var main = Reference.parse(family.repository()).orElseThrow().withTag(tag.get());
        var asked = reference.withTag(tag.get()).familiar();
        return Optional.ofNullable(byReference.get(main.familiar())).map(entry -> renamed(entry, asked));
    }

    /** The same image under the name it was asked for, so that a mirror's name stays what the user pulls. */
    private static ImageEntry renamed(ImageEntry entry, String reference) {
        if (entry.reference().equals(reference)) {
            return entry;
        }
        return new ImageEntry(reference, entry.family(), entry.framework(), entry.frameworkVersion(), entry.cuda(),
                entry.cudnn(), entry.python(), entry.flavour(), entry.jupyter(), entry.compile(),
                entry.compressedBytes(), entry.architectures(), entry.code(), entry.cpuOnly(), entry.recommendation(),
                entry.confidence(), entry.sources(), entry.seen());
    }

    @Override
    public Lookup look(String text) {
        var parsed = Reference.parse(text);
        if (parsed.isEmpty()) {
            return new Lookup.NotAReference();
        }
        var reference = parsed.get();
        var listed = find(reference);
        if (listed.isPresent()) {
            return new Lookup.Listed(listed.get());
        }
        var family = byRepository.get(reference.repository());
        var tag = reference.effectiveTag();
        if (family == null || tag.isEmpty()) {
            return new Lookup.NotKnown();
        }
        return grammar.look(family, reference, tag.get());
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public LocalDate collected() {
        return collected;
    }
}
