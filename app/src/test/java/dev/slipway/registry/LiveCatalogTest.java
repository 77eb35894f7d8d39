package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.catalog.BundledCatalog;
import dev.slipway.catalog.ImageEntry;
import dev.slipway.catalog.Lookup;
import dev.slipway.catalog.TagListing;
import dev.slipway.compat.Judge;
import dev.slipway.machine.Machine;
import dev.slipway.tour.Tour;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveCatalogTest {
    private static final BundledCatalog BUNDLED = BundledCatalog.load();
    private static final String REPOSITORY = "docker.io/pytorch/pytorch";
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final String KNOWN = "2.8.0-cuda12.6-cudnn9-runtime";

    @TempDir
    Path folder;

    private final Map<String, TagListing> online = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Instant now = NOW;
    private boolean offline;

    private LiveCatalog open() {
        return new LiveCatalog(BUNDLED, new TagCache(folder), repository -> {
            asked.add(repository);
            if (offline || !online.containsKey(repository)) {
                throw new FailureException(offline ? new Failure.NetworkFailed(repository, "offline")
                        : new Failure.ImageNotFound(repository, "404"));
            }
            return online.get(repository);
        }, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static TagListing listing(boolean complete, TagListing.Tag... tags) {
        return new TagListing(REPOSITORY, List.of(tags), complete, NOW, "hub.docker.com");
    }

    private static TagListing.Tag tag(String name) {
        return new TagListing.Tag(name, Optional.of(1234L), Optional.of(NOW), Optional.empty(), Set.of("amd64"));
    }

    private static ImageEntry unseen() {
        return BUNDLED.entries().stream().filter(entry -> entry.family().equals("pytorch") && !entry.seen())
                .findFirst().orElseThrow();
    }

    @Test
    void startsWithTheBundledFactsAndAsksNoOne() {
        var catalog = open();
        assertEquals(BUNDLED.entries(), catalog.entries());
        assertEquals(Map.of(), catalog.checkedAt());
        assertEquals(List.of(), asked);
    }

    @Test
    void confirmsFillsInAddsAndDrops() throws Exception {
        var inferred = unseen();
        assertInstanceOf(Lookup.Listed.class, BUNDLED.look(inferred.reference()));
        online.put(REPOSITORY, listing(true, tag(KNOWN), tag("99.0.0-cuda13.0-cudnn9-runtime"), tag("nightly")));
        var catalog = open();
        var changes = new ArrayList<String>();
        try (var _ = catalog.watch(() -> changes.add("changed"))) {
            catalog.refresh(_ -> {
            });
        }
        assertEquals(List.of("changed"), changes);
        var known = catalog.find("pytorch/pytorch:" + KNOWN).orElseThrow();
        assertTrue(known.seen());
        assertEquals(Optional.of(1234L), known.compressedBytes());
        assertEquals(Optional.of(NOW), catalog.updated(known));
        assertTrue(known.sources().contains("hub.docker.com, 2026-11-21"));
        var added = catalog.find("pytorch/pytorch:99.0.0-cuda13.0-cudnn9-runtime").orElseThrow();
        assertTrue(added.seen());
        assertEquals("low", added.confidence(), "what is inside is still inferred");
        assertFalse(catalog.find("pytorch/pytorch:nightly").isPresent());
        assertEquals(Optional.empty(), catalog.find(inferred.reference()));
        var gone = assertInstanceOf(Lookup.NoSuchTag.class, catalog.look(inferred.reference()));
        assertFalse(gone.nearest().isEmpty());
        assertInstanceOf(Lookup.NotKnown.class, catalog.look("pytorch/pytorch:nightly"));
        assertEquals(1, catalog.entries().stream()
                .filter(entry -> entry.reference().equals(known.reference())).count());
        assertEquals(BUNDLED.entries().stream().filter(entry -> !entry.family().equals("pytorch")).toList(),
                catalog.entries().stream().filter(entry -> !entry.family().equals("pytorch")).toList());
    }

    @Test
    void aPartOfAListDropsNothing() throws Exception {
        online.put(REPOSITORY, listing(false, tag(KNOWN)));
        var catalog = open();
        catalog.refresh(_ -> {
        });
        assertTrue(catalog.find(unseen().reference()).isPresent());
        assertEquals(BUNDLED.entries().size(), catalog.entries().size());
    }

    @Test
    void aListedTagExistsWhateverTheGrammarSays() throws Exception {
        var odd = "2.8.0-cuda12.1-cudnn8-runtime";
        assertInstanceOf(Lookup.NoSuchTag.class, BUNDLED.look("pytorch/pytorch:" + odd));
        online.put(REPOSITORY, listing(true, tag(KNOWN), tag(odd)));
        var catalog = open();
        catalog.refresh(_ -> {
        });
        assertInstanceOf(Lookup.NotKnown.class, catalog.look("pytorch/pytorch:" + odd));
    }

    @Test
    void verdictsFollowARefresh() throws Exception {
        online.put(REPOSITORY, listing(true, tag(KNOWN), tag("99.0.0-cuda13.0-cudnn9-runtime")));
        var catalog = open();
        var judge = new Judge(catalog);
        var machine = machine();
        var failing = catalog.entries().stream().filter(entry -> entry.family().equals("pytorch")
                && judge.judge(machine, entry).suggestion().filter(better -> !better.endsWith(KNOWN)).isPresent())
                .findFirst().orElseThrow();
        catalog.refresh(_ -> {
        });
        var suggestion = judge.judge(machine, failing).suggestion().orElseThrow();
        assertTrue(catalog.find(suggestion).isPresent(), suggestion + " is not there any more");
    }

    private static Machine machine() throws InterruptedException {
        var tour = new Tour(Clock.systemUTC(), System::nanoTime, Duration.ZERO);
        return tour.machine().probe();
    }

    @Test
    void anEmptyListProvesNothing() throws Exception {
        online.put(REPOSITORY, listing(true));
        var catalog = open();
        catalog.refresh(_ -> {
        });
        assertEquals(BUNDLED.entries(), catalog.entries());
        assertEquals(Map.of(), catalog.checkedAt());
    }

    @Test
    void whatWasListedIsKnownOfflineWithItsDate() throws Exception {
        online.put(REPOSITORY, listing(true, tag(KNOWN)));
        open().refresh(_ -> {
        });
        offline = true;
        now = NOW.plus(Duration.ofDays(30));
        var later = open();
        assertEquals(Map.of(REPOSITORY, NOW), later.checkedAt());
        var refreshed = later.refresh(_ -> {
        });
        assertInstanceOf(Failure.NetworkFailed.class, refreshed.failures().get(REPOSITORY));
        assertEquals(Map.of(REPOSITORY, NOW), later.checkedAt(), "a failed refresh makes nothing newer");
        assertEquals(Optional.of(1234L), later.find("pytorch/pytorch:" + KNOWN).orElseThrow().compressedBytes());
    }

    @Test
    void askedIsAtMostOnceADayAndASilentRegistryOnce() throws Exception {
        online.put(REPOSITORY, listing(true, tag(KNOWN)));
        open().refreshOld();
        asked.clear();
        offline = true;
        now = NOW.plus(Duration.ofHours(23));
        open().refreshOld();
        assertFalse(asked.contains(REPOSITORY));
        assertEquals(asked.size(), asked.stream().map(one -> one.split("/")[0]).distinct().count(), asked.toString());
        now = NOW.plus(Duration.ofHours(25));
        asked.clear();
        open().refreshOld();
        assertEquals(1, asked.stream().filter(one -> one.startsWith("docker.io/")).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"version\":2}",
        "{\"version\":1,\"repository\":\"docker.io/x/y\"}",
        "{\"version\":1,\"repository\":\"docker.io/pytorch/pytorch\",\"source\":\"s\",\"checkedAt\":\"soon\","
            + "\"complete\":true,\"tags\":[]}",
        "{\"version\":1,\"repository\":\"docker.io/pytorch/pytorch\",\"source\":\"s\",\"checkedAt\":"
            + "\"2026-11-20T00:00:00Z\",\"complete\":true,\"tags\":[{}]}"})
    void aDamagedCacheIsRebuiltAndNeverFatal(String content) throws Exception {
        online.put(REPOSITORY, listing(true, tag(KNOWN)));
        open().refresh(_ -> {
        });
        try (var files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), content);
        }
        var catalog = open();
        assertEquals(BUNDLED.entries(), catalog.entries());
        catalog.refreshOld();
        assertEquals(Map.of(REPOSITORY, NOW), open().checkedAt());
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing is left behind");
        }
    }

    @Test
    void aCacheFromTheFutureIsAskedForAnew() throws Exception {
        new TagCache(folder).write(new TagListing(REPOSITORY, List.of(tag(KNOWN)), true, NOW.plusSeconds(999), "s"));
        assertEquals(Map.of(), open().checkedAt());
    }

    @Test
    void aDiskThatRefusesIsNoReasonToFail() throws Exception {
        Files.writeString(folder.resolve("file"), "x", StandardCharsets.UTF_8);
        var cache = new TagCache(folder.resolve("file"));
        cache.write(listing(true, tag(KNOWN)));
        assertEquals(List.of(), cache.read());
    }

    @Test
    void tenThousandTagsAreTakenInAMoment() {
        var many = new ArrayList<TagListing.Tag>();
        for (int i = 0; i < 10_000; i++) {
            many.add(tag("12." + i % 10 + "." + i + "-cudnn-devel-ubuntu22.04"));
        }
        var listing = new TagListing("docker.io/nvidia/cuda", many, false, NOW, "hub.docker.com");
        new TagCache(folder).write(listing);
        long start = System.nanoTime();
        var catalog = open();
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(catalog.entries().size() > BUNDLED.entries().size());
        assertTrue(catalog.entries().size() <= BUNDLED.entries().size() + 2500);
        assertTrue(millis < 5000, millis + " ms");
    }

    @Property(tries = 200)
    void tagsOfAnyTextAreTakenWithoutAnException(@ForAll @StringLength(max = 40) String name) {
        var catalog = BUNDLED.with(List.of(listing(true, tag(name), tag(KNOWN))));
        assertTrue(catalog.find("pytorch/pytorch:" + KNOWN).isPresent());
        catalog.look("pytorch/pytorch:" + name);
    }
}
