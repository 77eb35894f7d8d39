package dev.slipway.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds the rows of the bundled facts against what registries list: confirms them, fills in sizes, drops what is not
 * there, and adds what the grammar of their family can read. Pure.
 */
final class Confirmation {
    /** So many rows a family may add; the newest count. */
    private static final int MOST_NEW = 2500;

    private final TagGrammar grammar;
    private final Map<String, Family> families;

    Confirmation(TagGrammar grammar, Map<String, Family> families) {
        this.grammar = grammar;
        this.families = families;
    }

    List<ImageEntry> entries(List<ImageEntry> bundled, List<TagListing> listings) {
        var byFamily = new HashMap<String, TagListing>();
        listings.forEach(listing -> Optional.ofNullable(families.get(listing.repository()))
                .filter(family -> family.repository().equals(listing.repository()))
                .ifPresent(family -> byFamily.put(family.id(), listing)));
        var tags = new HashMap<String, Map<String, TagListing.Tag>>();
        byFamily.forEach((family, listing) -> {
            var names = new HashMap<String, TagListing.Tag>();
            listing.tags().forEach(tag -> names.putIfAbsent(tag.name(), tag));
            tags.put(family, names);
        });
        var entries = new ArrayList<ImageEntry>();
        var known = new HashSet<String>();
        for (var entry : bundled) {
            known.add(entry.reference());
            var listing = byFamily.get(entry.family());
            if (listing == null) {
                entries.add(entry);
                continue;
            }
            var tag = tags.get(entry.family()).get(entry.tag());
            if (tag != null) {
                entries.add(confirmed(entry, tag, listing));
            } else if (!listing.complete()) {
                entries.add(entry);
            }
        }
        byFamily.forEach((id, listing) -> added(families.get(listing.repository()), listing, known)
                .forEach(entries::add));
        return List.copyOf(entries);
    }

    /** Tags that are no row yet and whose form tells what is inside; builds without GPU code are not offered. */
    private Stream<ImageEntry> added(Family family, TagListing listing, Set<String> known) {
        var repository = Reference.parse(family.repository()).orElseThrow();
        return listing.tags().stream().map(tag -> Reference.parse(family.repository() + ":" + tag.name())
                        .filter(reference -> reference.tag().equals(Optional.of(tag.name())))
                        .filter(_ -> !known.contains(repository.withTag(tag.name()).familiar()))
                        .flatMap(reference -> inferred(family, reference, tag, listing)))
                .flatMap(Optional::stream).filter(entry -> !entry.cpuOnly() && known.add(entry.reference()))
                .limit(MOST_NEW);
    }

    private Optional<ImageEntry> inferred(Family family, Reference reference, TagListing.Tag tag, TagListing listing) {
        return grammar.look(family, reference, tag.name()) instanceof Lookup.Inferred(var entry)
                ? Optional.of(confirmed(entry, tag, listing)) : Optional.empty();
    }

    private static ImageEntry confirmed(ImageEntry entry, TagListing.Tag tag, TagListing listing) {
        var sources = new ArrayList<>(entry.sources());
        sources.add(listing.source() + ", " + listing.checkedAt().toString().substring(0, 10));
        return new ImageEntry(entry.reference(), entry.family(), entry.framework(), entry.frameworkVersion(),
                entry.cuda(), entry.cudnn(), entry.python(), entry.flavour(), entry.jupyter(), entry.compile(),
                tag.compressedBytes().or(entry::compressedBytes), entry.architectures(), entry.code(), entry.cpuOnly(),
                entry.recommendation(), entry.confidence(), sources, true, entry.arm64());
    }
}
