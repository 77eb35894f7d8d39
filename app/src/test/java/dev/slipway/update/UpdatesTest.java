package dev.slipway.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Installation;
import dev.slipway.base.Release;
import dev.slipway.base.Version;
import dev.slipway.registry.FakeServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdatesTest {
    @TempDir
    Path folder;

    private final Maker maker = new Maker();

    @AfterEach
    void stop() {
        maker.close();
    }

    private Offer offered() throws Exception {
        return assertInstanceOf(Standing.Newer.class, maker.updates(folder).check()).offer();
    }

    private Failure refused() {
        return assertThrows(FailureException.class, () -> maker.updates(folder).check()).failure();
    }

    private void refusedBecause(String key) {
        assertEquals(key, assertInstanceOf(Failure.UpdateRefused.class, refused()).problem().key());
    }

    @Test
    void offersANewerReleaseWithItsNotesAndThePackageOfThisSystem() throws Exception {
        var offer = maker.release("0.2.0").updates(folder).check() instanceof Standing.Newer(var newer) ? newer : null;
        assertEquals(Version.of("0.2.0"), offer.version());
        assertEquals("Faster.\nQuieter.", offer.notes(Locale.ENGLISH));
        assertEquals("更快。\n更安静。", offer.notes(Locale.SIMPLIFIED_CHINESE));
        assertEquals(Maker.PACKAGE.length, offer.file().orElseThrow().size());
    }

    @ParameterizedTest
    @CsvSource({"0.1.0", "0.1", "0.0.9"})
    void offersNothingThatIsNotNewer(String version) throws Exception {
        assertEquals(new Standing.UpToDate(Version.of(version)), maker.release(version).updates(folder).check());
    }

    @Test
    void asksNobodyWhenTheBuildKnowsNoFeedOrNoKey() throws Exception {
        var feed = Optional.of(URI.create(maker.server.url("/feed.json")));
        for (var release : List.of(new Release(Optional.empty(), Optional.empty()),
                new Release(Optional.empty(), feed), new Release(maker.build().key(), Optional.empty()),
                new Release(maker.build().key(), Optional.of(URI.create("http://example.org/feed.json"))))) {
            var updates = Maker.updates(folder, release, Installation.Kind.DEB);
            assertEquals(Optional.empty(), updates.feedHost());
            assertFalse(updates.due());
            assertEquals(new Standing.NoFeed(), updates.check());
        }
        assertEquals(List.of(), maker.server.requests);
    }

    @Test
    void aBuildFromSourceIsToldButGetsNoPackage() throws Exception {
        maker.release("0.2.0");
        var standing = Maker.updates(folder, maker.build(), Installation.Kind.BUILD).check();
        assertEquals(Optional.empty(), assertInstanceOf(Standing.Newer.class, standing).offer().file());
    }

    @Test
    void downloadsVerifiesAndTellsHowFarItIs() throws Exception {
        maker.release("0.2.0");
        var told = new ArrayList<Long>();
        var updates = maker.updates(folder);
        var file = updates.download(offered(), told::add);
        assertArrayEquals(Maker.PACKAGE, Files.readAllBytes(file));
        assertEquals("slipway-0.2.0.deb", file.getFileName().toString());
        assertEquals(Maker.PACKAGE.length, told.getLast());
        assertEquals(List.of("sudo", "apt", "install", file.toString()), updates.command(file).orElseThrow());
        long requests = maker.server.requests.size();
        assertEquals(file, updates.download(offered(), _ -> { }));
        assertEquals(requests + 2, maker.server.requests.size(), "only the feed was fetched again");
    }

    @Test
    void anOlderDownloadMakesRoomForTheNext() throws Exception {
        var first = maker.updates(folder).download(maker.release("0.2.0").updates(folder).check()
                instanceof Standing.Newer(var offer) ? offer : null, _ -> { });
        maker.release("0.3.0");
        var second = maker.updates(folder).download(offered(), _ -> { });
        assertFalse(Files.exists(first));
        assertTrue(Files.exists(second));
    }

    @Test
    void refusesAFeedThatSomebodyElseSigned() {
        maker.announceAs(maker.feed("0.2.0", "2027-12-01"));
        refusedBecause("update.refused.signature");
    }

    @Test
    void refusesAFeedThatWasChangedSinceItWasSigned() {
        maker.release("0.2.0");
        maker.server.on("/feed.json", FakeServer.body(200, maker.feed("9.9.9", "2027-12-01")));
        refusedBecause("update.refused.signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA"})
    void refusesWhatIsNoSignature(String signature) {
        maker.release("0.2.0");
        maker.server.on("/feed.json.sig", FakeServer.body(200, signature));
        refusedBecause("update.refused.signature");
    }

    @Test
    void refusesAnUnsignedFeed() {
        maker.release("0.2.0");
        maker.server.on("/feed.json.sig", FakeServer.body(404, ""));
        assertInstanceOf(Failure.NetworkFailed.class, refused());
    }

    @Test
    void refusesAFeedPastItsDay() {
        maker.announce(maker.feed("0.2.0", "2026-12-04"));
        refusedBecause("update.refused.expired");
    }

    @Test
    void refusesAnOldFeedPlayedAgain() throws Exception {
        var old = maker.feed("0.2.0", "2027-12-01");
        maker.release("0.3.0");
        offered();
        maker.announce(old);
        refusedBecause("update.refused.older");
        maker.release("0.3.0");
        assertEquals(Version.of("0.3.0"), offered().version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "{", "{\"slipwayFeed\":1}", "nonsense", "{} {}"})
    void refusesASignedFeedOfNoForm(String text) {
        maker.announce(text);
        refusedBecause("update.refused.form");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"slipwayFeed\":1|\"slipwayFeed\":2", "0.2.0|0.2.0; rm", "2026-12-01|today",
        "linux-x64-deb|../../x", "linux-x64-deb|linux-arm64-deb", "\"size\":320000|\"size\":-1",
        "\"size\":320000|\"size\":99999999999", "\"size\":320000|\"size\":\"320000\"",
        "\"notes\":{\"en\"|\"notes\":{\"fr\"", "http://127.0.0.1|http://example.org",
        "http://127.0.0.1|file:///etc", "http://127.0.0.1|https://u:p@example.org"})
    void refusesASignedFeedWithAFieldThatMakesNoSense(String right, String wrong) {
        var feed = maker.feed("0.2.0", "2027-12-01");
        assertTrue(feed.contains(right), feed);
        maker.announce(feed.replace(right, wrong));
        refusedBecause("update.refused.form");
    }

    @Test
    void notesCannotSteerATerminal() throws Exception {
        maker.announce(maker.feed("0.2.0", "2027-12-01").replace("Faster.", "\\u001b[2JFas\\u202eter."));
        assertEquals("[2JFaster.\nQuieter.", offered().notes(Locale.ENGLISH));
    }

    @Test
    void aHugeFeedIsNotRead() {
        maker.release("0.2.0");
        maker.server.on("/feed.json", FakeServer.endless());
        assertInstanceOf(Failure.BadAnswer.class, refused());
        maker.server.on("/feed.json", FakeServer.body(200, " ".repeat(FeedReader.MOST_BYTES + 1)));
        assertInstanceOf(Failure.BadAnswer.class, refused());
    }

    @Test
    void aSlowFeedIsGivenUp() {
        maker.release("0.2.0");
        maker.server.on("/feed.json", FakeServer.slow(100));
        var start = System.nanoTime();
        assertInstanceOf(Failure.TimedOut.class, refused());
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
    }

    @Test
    void aFeedThatBreaksOffIsAnError() {
        maker.release("0.2.0");
        maker.server.on("/feed.json", FakeServer.cut());
        assertInstanceOf(Failure.NetworkFailed.class, refused());
        maker.close();
        assertInstanceOf(Failure.NetworkFailed.class, refused());
    }

    @Test
    void theFeedMayMoveOnItsOwnServerOnly() throws Exception {
        maker.release("0.2.0");
        var feed = maker.feed("0.2.0", "2027-12-01");
        maker.server.on("/moved.json", FakeServer.body(200, feed));
        maker.server.on("/feed.json", FakeServer.body(302, "", "Location", "/moved.json"));
        assertEquals(Version.of("0.2.0"), offered().version());
        try (var other = new FakeServer().on("/feed.json", FakeServer.body(200, feed))) {
            for (var place : List.of(other.url("/feed.json"), "https://example.org/feed.json",
                    "http://example.org/feed.json", "file:///etc/passwd")) {
                maker.server.on("/feed.json", FakeServer.body(302, "", "Location", place));
                assertInstanceOf(Failure.BadAnswer.class, refused(), place);
            }
            assertEquals(List.of(), other.requests);
        }
        maker.server.on("/feed.json", FakeServer.body(302, "", "Location", "/feed.json"));
        assertInstanceOf(Failure.BadAnswer.class, refused());
    }

    private <T extends Failure> void badPackage(Class<T> kind, FakeServer.Route route) throws Exception {
        maker.release("0.2.0");
        var offer = offered();
        maker.server.on("/package", route);
        var failure = assertThrows(FailureException.class, () -> maker.updates(folder).download(offer, _ -> { }))
                .failure();
        assertInstanceOf(kind, failure, failure.detail());
        try (var left = Files.list(folder.resolve("downloads"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void refusesAPackageOfAnotherHash() throws Exception {
        var other = Maker.PACKAGE.clone();
        other[100] ^= 1;
        badPackage(Failure.UpdateRefused.class, FakeServer.body(200, other));
    }

    @Test
    void refusesAPackageOfAnotherSize() throws Exception {
        badPackage(Failure.BadAnswer.class, FakeServer.endless());
        badPackage(Failure.BadAnswer.class, FakeServer.body(200, "short"));
    }

    @Test
    void aPackageThatBreaksOffOrIsNotThereLeavesNothing() throws Exception {
        badPackage(Failure.NetworkFailed.class, FakeServer.cut());
        badPackage(Failure.NetworkFailed.class, FakeServer.body(404, "nothing"));
        badPackage(Failure.NetworkFailed.class, FakeServer.body(500, "nothing"));
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() throws Exception {
        badPackage(Failure.TimedOut.class, exchange -> {
            exchange.sendResponseHeaders(200, Maker.PACKAGE.length);
            exchange.getResponseBody().write(Maker.PACKAGE, 0, 5000);
            exchange.getResponseBody().flush();
            Thread.sleep(20_000);
        });
    }

    @Test
    void aPackageIsFollowedToAnotherServerButNotFromTheNetworkIntoThisMachine() throws Exception {
        try (var mirror = new FakeServer().on("/there", FakeServer.body(200, Maker.PACKAGE))) {
            maker.release("0.2.0");
            maker.server.on("/package", FakeServer.body(302, "", "Location", mirror.url("/there")));
            assertArrayEquals(Maker.PACKAGE, Files.readAllBytes(maker.updates(folder).download(offered(), _ -> { })));
        }
        Files.delete(folder.resolve("downloads/slipway-0.2.0.deb"));
        badPackage(Failure.BadAnswer.class, FakeServer.body(302, "", "Location", "http://example.org/package"));
        badPackage(Failure.BadAnswer.class, FakeServer.body(302, "", "Location", "file:///etc/passwd"));
        badPackage(Failure.BadAnswer.class, FakeServer.body(302, "", "Location", "/package"));
    }

    @Test
    void aDownloadCanBeCancelled() throws Exception {
        maker.release("0.2.0");
        var offer = offered();
        maker.server.on("/package", FakeServer.slow(50));
        var here = Thread.currentThread();
        assertThrows(InterruptedException.class, () -> maker.updates(folder).download(offer, bytes -> {
            if (bytes > 0) {
                here.interrupt();
            }
        }));
        try (var left = Files.list(folder.resolve("downloads"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void whatWasChangedOnTheDiskIsNotOpened() throws Exception {
        maker.release("0.2.0");
        var updates = maker.updates(folder);
        var offer = offered();
        var file = updates.download(offer, _ -> { });
        Files.write(file, "worse".getBytes(StandardCharsets.UTF_8), java.nio.file.StandardOpenOption.APPEND);
        var failure = assertThrows(FailureException.class, () -> updates.open(offer, file)).failure();
        assertEquals("update.refused.changed", ((Failure.UpdateRefused) failure).problem().key());
        assertArrayEquals(Maker.PACKAGE, Files.readAllBytes(updates.download(offer, _ -> { })));
        assertFalse(updates.open(offer, file), "there is no screen here");
    }

    @Test
    void asksAtMostOnceADayEvenWhenNobodyAnswers() throws Exception {
        maker.release("0.2.0");
        var updates = maker.updates(folder);
        assertTrue(updates.due());
        maker.close();
        assertThrows(FailureException.class, updates::check);
        assertFalse(updates.due());
        assertFalse(maker.updates(folder).due(), "another run of the program remembers it");
        var store = new UpdateStore(folder.resolve("state"));
        store.asked(Maker.NOW.minus(Duration.ofHours(25)));
        assertTrue(updates.due());
        store.asked(Instant.parse("2099-01-01T00:00:00Z"));
        assertTrue(updates.due(), "a clock that went wrong once does not end it");
        Files.writeString(folder.resolve("state/updates.properties"), "asked=\\uXYZ\nnewest=???");
        assertTrue(updates.due());
    }

    @Test
    void tellsOfEachReleaseOnce() throws Exception {
        maker.release("0.2.0");
        assertTrue(maker.updates(folder).isNews(offered()));
        assertFalse(maker.updates(folder).isNews(offered()));
        maker.release("0.2.1");
        assertTrue(maker.updates(folder).isNews(offered()));
    }
}
