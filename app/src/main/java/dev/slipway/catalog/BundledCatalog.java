package dev.slipway.catalog;

import dev.slipway.base.Text;
import dev.slipway.base.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A set of facts, as it comes with the program or was loaded, and what registries have listed since. Immutable; loading
 * takes some ten milliseconds.
 */
public final class BundledCatalog implements Catalog {
    private static final Pattern TAG_ALONE = Pattern.compile("[0-9]+(\\.[0-9]+){1,2}-cuda[0-9][A-Za-z0-9._-]{0,100}");
    private static final String FILE = "/dev/slipway/catalog/catalog.json";

    private final List<ImageEntry> entries;
    private final Facts facts;
    private final LocalDate collected;
    private final Version version;
    private final Map<String, ImageEntry> byReference = new HashMap<>();
    private final Map<String, Family> byRepository = new HashMap<>();
    private final Map<String, TagListing> listings = new HashMap<>();
    private final TagGrammar grammar;

    BundledCatalog(List<Family> families, List<ImageEntry> entries, Facts facts, Builds builds,
            Set<String> skippedMonths, LocalDate collected, Version version) {
        this.entries = List.copyOf(entries);
        this.facts = facts;
        this.collected = collected;
        this.version = version;
        for (var entry : entries) {
            byReference.put(Reference.parse(entry.reference()).orElseThrow().familiar(), entry);
        }
        for (var family : families) {
            byRepository.put(family.repository(), family);
            family.aliases().forEach(alias -> byRepository.put(alias, family));
        }
        this.grammar = new TagGrammar(this.entries, facts, builds, skippedMonths);
    }

    /** The same facts with other rows. The grammar stays that of the bundled rows: it must not learn from itself. */
    private BundledCatalog(BundledCatalog bundled, List<TagListing> listings) {
        this.entries = new Confirmation(bundled.grammar, bundled.byRepository).entries(bundled.entries, listings);
        this.facts = bundled.facts;
        this.collected = bundled.collected;
        this.version = bundled.version;
        this.grammar = bundled.grammar;
        this.byRepository.putAll(bundled.byRepository);
        listings.forEach(listing -> this.listings.put(listing.repository(), listing));
        entries.forEach(entry -> byReference.put(entry.reference(), entry));
    }

    /**
     * These facts with what registries list: rows they confirm, rows they add, and without rows that a complete listing
     * lacks. To be called on the bundled facts, which it leaves as they are.
     */
    public BundledCatalog with(List<TagListing> listings) {
        return listings.isEmpty() ? this : new BundledCatalog(this, listings);
    }

    /** The repositories whose tags are known by their grammar, written out. */
    public List<String> repositories() {
        return byRepository.values().stream().map(Family::repository).distinct().sorted().toList();
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
                entry.confidence(), entry.sources(), entry.seen(), entry.arm64());
    }

    @Override
    public Lookup look(String text) {
        // Articles often write the tag alone; nothing else is called like that.
        var bare = text != null && TAG_ALONE.matcher(text.strip()).matches();
        var parsed = Reference.parse(bare ? "pytorch/pytorch:" + text.strip() : text);
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
        if (tag.isEmpty()) {
            return new Lookup.NotKnown();
        }
        if (family == null) {
            return JetsonTags.entry(reference, tag.get(), facts).<Lookup>map(Lookup.Inferred::new)
                    .orElseGet(Lookup.NotKnown::new);
        }
        return listed(family, tag.get(), grammar.look(family, reference, tag.get()));
    }

    /** What a registry lists beats what the form of a tag suggests, in both directions. */
    private Lookup listed(Family family, String tag, Lookup guess) {
        var listing = listings.get(family.repository());
        if (listing == null) {
            return guess;
        }
        boolean there = listing.tags().stream().anyMatch(one -> one.name().equals(tag));
        return switch (guess) {
            case Lookup.NoSuchTag _ when there -> new Lookup.NotKnown();
            case Lookup.Inferred _, Lookup.NotKnown _ when !there && listing.complete() -> new Lookup.NoSuchTag(
                    List.of(Text.of("verdict.tag.not-listed", listing.source(),
                            listing.checkedAt().toString().substring(0, 10))), grammar.nearest(family, tag));
            case Lookup.Listed _, Lookup.Inferred _, Lookup.NoSuchTag _, Lookup.NotKnown _, Lookup.NotAReference _ ->
                    guess;
        };
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public LocalDate collected() {
        return collected;
    }

    /** The version of the set: the day it was collected, and a number that grows with each change of that day's set. */
    public Version version() {
        return version;
    }
}
