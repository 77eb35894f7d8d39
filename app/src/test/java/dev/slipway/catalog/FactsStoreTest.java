package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.base.Version;
import dev.slipway.registry.Keyring;
import dev.slipway.registry.Mirrors;
import dev.slipway.registry.Registries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    @TempDir
    Path folder;

    private KeyPair pair;
    private FactsStore store;
    private Registries registries;

    @BeforeEach
    void makeKey() throws GeneralSecurityException, IOException {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/lab.pem"), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
        registries = new Registries("test", Map.of(), Keyring.ofThisUser(Map.of(), folder,
                folder.resolve("logins")), () -> Mirrors.of(Map.of()), Clock.systemUTC());
        store = store(Optional.empty());
    }

    @AfterEach
    void closeNetwork() {
        registries.close();
    }

    private FactsStore store(Optional<FactsKey> own) {
        return new FactsStore(folder.resolve("facts"), new FactsStore.Keys(own, folder.resolve("keys")), registries,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static byte[] set(String version) throws IOException {
        try (var stream = BundledCatalog.class.getResourceAsStream("catalog.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("\"version\":\"[^\"]*\"", "\"version\":\"" + version + "\"")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static byte[] signature(KeyPair by, byte[] bytes) throws GeneralSecurityException {
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(by.getPrivate());
        signer.update(bytes);
        return signer.sign();
    }

    private String file(byte[] facts, byte[] signature) throws IOException {
        var file = folder.resolve("set.json");
        Files.write(file, facts);
        Files.deleteIfExists(folder.resolve("set.json.sig"));
        if (signature != null) {
            Files.write(folder.resolve("set.json.sig"), signature);
        }
        return file.toString();
    }

    private static String why(FactsFile file) {
        return assertInstanceOf(FactsFile.Refused.class, file).why().key();
    }

    @Test
    void usesTheBundledFactsUntilOthersAreLoaded() {
        var inUse = store.load();
        assertTrue(inUse.origin().isEmpty());
        assertTrue(inUse.notice().isEmpty());
        assertEquals(BundledCatalog.load().version(), inUse.catalog().version());
    }

    @Test
    void takesASetThatAKnownKeySigned() throws Exception {
        var facts = set("2099.1.1");
        var place = file(facts, signature(pair, facts));
        store.keep(assertInstanceOf(FactsFile.Signed.class, store.fetch(place)), place);
        var inUse = store.load();
        assertEquals(Version.of("2099.1.1"), inUse.catalog().version());
        assertEquals(Optional.of(new FactsStore.Origin(place, NOW, Optional.of("lab.pem"))), inUse.origin());
    }

    @Test
    void theKeyOfTheBuildCountsLikeTheUsersOwn() throws Exception {
        var facts = set("2099.1.1");
        var place = file(facts, signature(pair, facts));
        var own = FactsKey.parse("Slipway", Files.readString(folder.resolve("keys/lab.pem")));
        Files.delete(folder.resolve("keys/lab.pem"));
        var built = store(own);
        assertTrue(built.hasOwnKey());
        assertEquals(List.of("Slipway"), built.keyNames());
        assertEquals("Slipway", assertInstanceOf(FactsFile.Signed.class, built.fetch(place)).key());
        // A build without one says so.
        assertFalse(store.hasOwnKey());
        assertEquals(List.of(), store.keyNames());
        assertEquals("verdict.facts.no-keys", why(store.fetch(place)));
    }

    @Test
    void aDownloadIsBrokenOffByAnInterrupt() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ended = new CompletableFuture<Outcome<FactsFile>>();
            var task = Background.virtualThreads().run("fetch", () -> store.fetch("http://127.0.0.1:"
                    + silent.getLocalPort() + "/set.json"), ended::complete);
            try (var _ = silent.accept()) {
                task.cancel();
                var outcome = assertInstanceOf(Outcome.Failed.class, ended.get(5, TimeUnit.SECONDS));
                assertInstanceOf(Failure.Cancelled.class, outcome.failure());
            }
        }
    }

    @Test
    void readsASignatureInBase64() throws Exception {
        var facts = set("2099.1.1");
        assertInstanceOf(FactsFile.Signed.class, store.fetch(file(facts,
                Base64.getMimeEncoder().encode(signature(pair, facts)))));
    }

    @Test
    void refusesWhatAnotherKeySignedOrWhatWasChangedSince() throws Exception {
        var facts = set("2099.1.1");
        var stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertEquals("verdict.facts.other-key", why(store.fetch(file(facts, signature(stranger, facts)))));
        var good = signature(pair, facts);
        facts[facts.length - 20] ^= 1;
        assertEquals("verdict.facts.other-key", why(store.fetch(file(facts, good))));
        assertEquals("verdict.facts.other-key", why(store.fetch(file(set("2099.1.1"), new byte[0]))));
        Files.delete(folder.resolve("keys/lab.pem"));
        assertEquals("verdict.facts.no-keys", why(store.fetch(file(facts, good))));
    }

    @Test
    void takesAnUnsignedSetForWhatItIs() throws Exception {
        var place = file(set("2099.1.1"), null);
        var unsigned = assertInstanceOf(FactsFile.Unsigned.class, store.fetch(place));
        assertTrue(store.load().origin().isEmpty(), "fetching alone uses nothing");
        store.keepUnsigned(unsigned, place);
        assertEquals(Optional.empty(), store.load().origin().orElseThrow().key());
    }

    @Test
    void refusesASchemaItDoesNotKnowAndSetsOlderThanItsOwn() throws Exception {
        var later = new String(set("2099.1.1"), StandardCharsets.UTF_8).replace("\"schemaVersion\":1",
                "\"schemaVersion\":2").getBytes(StandardCharsets.UTF_8);
        assertEquals("verdict.facts.schema", why(store.fetch(file(later, signature(pair, later)))));
        var old = set("2020.1.1");
        assertEquals("verdict.facts.older", why(store.fetch(file(old, signature(pair, old)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"schemaVersion\":1}", "not json at all"})
    void refusesWhatIsNoSet(String text) throws Exception {
        var key = why(store.fetch(file(text.getBytes(StandardCharsets.UTF_8), null)));
        assertTrue(key.equals("verdict.facts.damaged") || key.equals("verdict.facts.schema"), key);
    }

    private void keep(String version) throws Exception {
        var facts = set(version);
        var place = file(facts, signature(pair, facts));
        store.keep(assertInstanceOf(FactsFile.Signed.class, store.fetch(place)), place);
    }

    @Test
    void fallsBackToTheSetBeforeAndThenToItsOwn() throws Exception {
        keep("2099.1.1");
        keep("2099.2.2");
        var current = folder.resolve("facts/current/facts.json");
        Files.writeString(current, "{");
        var before = store.load();
        assertEquals(Version.of("2099.1.1"), before.catalog().version());
        assertEquals("verdict.facts.stored-changed", before.notice().orElseThrow().key());
        Files.delete(folder.resolve("facts/previous/origin.properties"));
        var own = store.load();
        assertTrue(own.origin().isEmpty());
        assertTrue(own.notice().isPresent());
    }

    @Test
    void aDamagedSetDoesNotPushTheLastGoodOneOut() throws Exception {
        keep("2099.1.1");
        keep("2099.2.2");
        Files.writeString(folder.resolve("facts/current/facts.json"), "{");
        keep("2099.3.3");
        Files.writeString(folder.resolve("facts/current/facts.json"), "{");
        assertEquals(Version.of("2099.1.1"), store.load().catalog().version());
    }

    @Test
    void aSignedSetWhoseKeyWasTakenAwayIsNotUsedAnyMore() throws Exception {
        keep("2099.1.1");
        Files.delete(folder.resolve("keys/lab.pem"));
        assertTrue(store.load().origin().isEmpty());
        assertEquals("verdict.facts.stored-refused", store.load().notice().orElseThrow().key());
    }

    @Test
    void takingTheSignatureAwayDoesNotMakeASetAcceptable() throws Exception {
        keep("2099.1.1");
        Files.delete(folder.resolve("facts/current/facts.json.sig"));
        assertTrue(store.load().origin().isEmpty());
    }

    @Test
    void goesBackToItsOwnFacts() throws Exception {
        keep("2099.1.1");
        keep("2099.2.2");
        store.forget();
        assertTrue(store.load().origin().isEmpty());
        assertTrue(store.load().notice().isEmpty());
    }

    private static HttpServer server(Map<String, byte[]> files) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            var found = files.get(path);
            if (path.equals("/moved.json")) {
                exchange.getResponseHeaders().add("Location", "/set.json");
            } else if (path.equals("/outside.json")) {
                exchange.getResponseHeaders().add("Location", "http://example.org/set.json");
            }
            boolean moved = exchange.getResponseHeaders().containsKey("Location");
            exchange.sendResponseHeaders(moved ? 302 : found == null ? 404 : 200, found == null ? -1 : found.length);
            if (found != null) {
                exchange.getResponseBody().write(found);
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void loadsFromAnAddress() throws Exception {
        var facts = set("2099.1.1");
        var files = new ConcurrentHashMap<String, byte[]>();
        files.put("/set.json", facts);
        files.put("/huge.json", new byte[FactsFile.MOST_BYTES + 100]);
        var server = server(files);
        try {
            var base = "http://127.0.0.1:" + server.getAddress().getPort();
            assertInstanceOf(FactsFile.Unsigned.class, store.fetch(base + "/set.json"));
            assertInstanceOf(FactsFile.Unsigned.class, store.fetch(base + "/moved.json"));
            files.put("/set.json.sig", signature(pair, facts));
            assertInstanceOf(FactsFile.Signed.class, store.fetch(base + "/set.json"));
            for (var wrong : new String[] {base + "/none.json", base + "/outside.json", "http://example.org/set.json",
                    "https://", base + "/huge.json", "http://127.0.0.1.example.org/x"}) {
                assertThrows(FailureException.class, () -> store.fetch(wrong), wrong);
            }
        } finally {
            server.stop(0);
        }
        var gone = assertThrows(FailureException.class,
                () -> store.fetch("http://127.0.0.1:" + server.getAddress().getPort() + "/set.json"));
        assertInstanceOf(Failure.NetworkFailed.class, gone.failure());
    }
}
