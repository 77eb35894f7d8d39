package dev.slipway.registry;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Subscription;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Facts;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.Lookup;
import dev.slipway.catalog.Reference;
import dev.slipway.catalog.TagListing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The bundled facts, with what registries have listed since: kept on disk, refreshed when asked to. Making one reads
 * the disk and never the network. Each call sees one state as a whole; thread-safe.
 */
public final class LiveCatalog implements Catalog {
    private static final Duration FRESH = Duration.ofDays(1);

    private final BundledCatalog bundled;
    private final TagCache cache;
    private final TagSource source;
    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, TagListing> listings = new TreeMap<>();
    private final Object refreshing = new Object();
    private volatile BundledCatalog current;

    /** The bundled facts with what is kept in {@code cache}. */
    public LiveCatalog(BundledCatalog bundled, TagCache cache, TagSource source, Clock clock) {
        this.bundled = bundled;
        this.cache = cache;
        this.source = source;
        this.clock = clock;
        for (var listing : cache.read()) {
            // A date to come is a clock that was wrong: as good as never asked.
            if (bundled.repositories().contains(listing.repository())
                    && !listing.checkedAt().isAfter(clock.instant())) {
                listings.put(listing.repository(), listing);
            }
        }
        this.current = bundled.with(List.copyOf(listings.values()));
    }

    /**
     * How far a refresh is.
     *
     * @param repository the one that is asked for now
     */
    public record Progress(String repository, int done, int all) {
    }

    /**
     * How a refresh ended: what could not be asked, by repository. The facts that were known of those stay.
     *
     * @param asked how many repositories were asked
     */
    public record Refreshed(int asked, Map<String, Failure> failures) {
        /** Freezes the map. */
        public Refreshed {
            failures = Map.copyOf(failures);
        }
    }

    /** Asks all registries anew, one after the other. Blocks; an interrupt breaks it off and keeps what came. */
    public Refreshed refresh(Consumer<Progress> progress) throws InterruptedException {
        return refresh(bundled.repositories(), progress);
    }

    /** Asks those registries whose facts are older than a day. */
    public Refreshed refreshOld() throws InterruptedException {
        var before = clock.instant().minus(FRESH);
        var known = checkedAt();
        return refresh(bundled.repositories().stream().filter(repository -> !known.containsKey(repository)
                || known.get(repository).isBefore(before)).toList(), _ -> {
        });
    }

    private Refreshed refresh(List<String> repositories, Consumer<Progress> progress) throws InterruptedException {
        synchronized (refreshing) {
            var failures = new TreeMap<String, Failure>();
            var silent = new HashMap<String, Failure>();
            boolean changed = false;
            try {
                for (var repository : repositories) {
                    progress.accept(new Progress(repository, repositories.indexOf(repository), repositories.size()));
                    var registry = repository.substring(0, repository.indexOf('/'));
                    if (silent.containsKey(registry)) {
                        failures.put(repository, silent.get(registry));
                        continue;
                    }
                    try {
                        changed |= keep(source.tags(repository));
                    } catch (FailureException e) {
                        failures.put(repository, e.failure());
                        if (ofTheWholeRegistry(e.failure())) {
                            silent.put(registry, e.failure());
                        }
                    }
                }
            } finally {
                if (changed) {
                    publish();
                }
            }
            return new Refreshed(repositories.size(), failures);
        }
    }

    /** Whether its other repositories would fail alike: one that is silent, or has had enough, is left alone. */
    private static boolean ofTheWholeRegistry(Failure failure) {
        return failure instanceof Failure.NetworkFailed || failure instanceof Failure.RateLimited
                || failure instanceof Failure.TimedOut;
    }

    /** Keeps a listing; one without a single tag proves nothing. */
    private boolean keep(TagListing listing) {
        if (listing.tags().isEmpty()) {
            return false;
        }
        cache.write(listing);
        synchronized (listings) {
            listings.put(listing.repository(), listing);
        }
        return true;
    }

    private void publish() {
        List<TagListing> known;
        synchronized (listings) {
            known = new ArrayList<>(listings.values());
        }
        current = bundled.with(known);
        listeners.forEach(Runnable::run);
    }

    /** Calls {@code listener} after the facts have changed, on the refreshing thread, until closed. */
    public Subscription watch(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** When each repository was asked last; those never asked are missing, and known from the bundled facts only. */
    public Map<String, Instant> checkedAt() {
        var checked = new TreeMap<String, Instant>();
        synchronized (listings) {
            listings.forEach((repository, listing) -> checked.put(repository, listing.checkedAt()));
        }
        return Map.copyOf(checked);
    }

    /** When a listed tag was last pushed, where its registry tells. */
    public Optional<Instant> updated(ImageEntry entry) {
        synchronized (listings) {
            return listings.values().stream().filter(listing -> listing.repository().endsWith(entry.repository()))
                    .flatMap(listing -> listing.tags().stream()).filter(tag -> tag.name().equals(entry.tag()))
                    .findFirst().flatMap(TagListing.Tag::updated);
        }
    }

    /** What a tag stood for when its registry listed it, where the registry told. */
    public Optional<String> digest(String reference) {
        var wanted = Reference.parse(reference);
        synchronized (listings) {
            return wanted.map(it -> listings.get(it.repository())).flatMap(listing -> listing.tags().stream()
                    .filter(tag -> wanted.get().effectiveTag().filter(tag.name()::equals).isPresent()).findFirst())
                    .flatMap(TagListing.Tag::digest);
        }
    }

    @Override
    public List<ImageEntry> entries() {
        return current.entries();
    }

    @Override
    public Optional<ImageEntry> find(String reference) {
        return current.find(reference);
    }

    @Override
    public Lookup look(String reference) {
        return current.look(reference);
    }

    @Override
    public Facts facts() {
        return current.facts();
    }

    @Override
    public LocalDate collected() {
        return current.collected();
    }
}
