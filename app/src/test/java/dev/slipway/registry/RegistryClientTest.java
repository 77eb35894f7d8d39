package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.catalog.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {
    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final Content IMAGE = Content.image("amd64", "CUDA_VERSION=12.6.3", "PATH=/bin");

    @TempDir
    Path folder;

    private final FakeServer server = new FakeServer();
    private final Web web = new Web("1.0 beta", Map.of("http_proxy", "http://127.0.0.1:9"), Clock.systemUTC());

    @AfterEach
    void close() {
        web.close();
        server.close();
    }

    private RegistryClient client() {
        return new RegistryClient(web, new Credentials(folder.resolve("config.json")), Clock.systemUTC());
    }

    private void login(String user, String secret) throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"auths\":{\"" + server.host() + "\":{\"auth\":\""
                + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8)) + "\"}}}");
    }

    private Reference reference(String rest) {
        return Reference.parse(server.host() + "/" + rest).orElseThrow();
    }

    private Failure failure(String rest) {
        return failure(rest, ENOUGH);
    }

    private Failure failure(String rest, Duration limit) {
        return assertThrows(FailureException.class, () ->
                client().image(reference(rest), "linux", "amd64", Deadline.in(limit))).failure();
    }

    private void serve(String tag, Content content) {
        server.on("/v2/lab/torch/manifests/" + tag, FakeServer.body(200, content.manifest(), "Docker-Content-Digest",
                content.digest(), "Content-Type", RegistryClient.MANIFEST));
        server.on("/v2/lab/torch/manifests/" + content.digest(), FakeServer.body(200, content.manifest()));
        server.on("/v2/lab/torch/blobs/" + Sha.sha256(content.config()), FakeServer.body(200, content.config()));
    }

    @Test
    void readsAnImageFromItsManifestAndConfigurationAlone() throws Exception {
        serve("1", IMAGE);
        var image = client().image(reference("lab/torch:1"), "linux", "amd64", Deadline.in(ENOUGH));
        assertEquals("12.6.3", image.environment().get("CUDA_VERSION"));
        assertEquals("amd64", image.architecture());
        assertEquals(Map.of("maker", "Slipway"), image.labels());
        assertEquals(IMAGE.digest(), image.digest());
        assertEquals(IMAGE.bytes(), image.compressedBytes());
        assertEquals(2, server.requests.size());
        assertEquals("Slipway/1.0beta", server.requests.getFirst().agent());
        assertEquals(IMAGE.bytes() - IMAGE.layers().getFirst().length,
                image.downloadBytes(Set.of("sha256:" + "a".repeat(64))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "arm64"})
    void choosesThePlatformFromAnIndexAndSkipsAttestations(String architecture) throws Exception {
        var arm = Content.image("arm64");
        serve("x", IMAGE);
        serve("y", arm);
        var index = Content.index(IMAGE, arm);
        server.on("/v2/lab/torch/manifests/2", FakeServer.body(200, index, "Docker-Content-Digest", Sha.sha256(index)));
        var image = client().image(reference("lab/torch:2"), "linux", architecture, Deadline.in(ENOUGH));
        assertEquals(architecture, image.architecture());
        assertEquals(Sha.sha256(index), image.digest());
        assertEquals("amd64", client().image(reference("lab/torch:2"), "linux", "riscv64", Deadline.in(ENOUGH))
                .architecture(), "an image without this platform says which one it has");
    }

    @Test
    void aTokenIsFetchedOnceAndUsedForItsRepositoryAlone() throws Exception {
        login("ada", "tide");
        server.on("/token", FakeServer.body(200, "{\"access_token\":\"t0k3n\",\"expires_in\":300}"));
        guarded("Bearer t0k3n", "Bearer realm=\"" + server.url("/token")
                + "\",service=\"lab\",scope=\"repository:lab/torch:pull\"");
        var client = client();
        for (int i = 0; i < 2; i++) {
            assertEquals(Optional.of(IMAGE.digest()), client.digest(reference("lab/torch:1"), Deadline.in(ENOUGH)));
        }
        assertEquals(1, server.requests.stream().filter(one -> one.target().startsWith("/token")).count());
        var asked = server.request("/token?service=lab&scope=repository%3Alab%2Ftorch%3Apull");
        assertEquals(new Login("ada", "tide", false).basic(), asked.authorization().orElseThrow());
    }

    @Test
    void anIdentityTokenIsExchangedInABodyAndNeverInAnAddress() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"auths\":{\"" + server.host()
                + "\":{\"identitytoken\":\"id+secret\"}}}");
        server.on("/token", FakeServer.body(200, "{\"access_token\":\"t0k3n\"}"));
        guarded("Bearer t0k3n", "Bearer realm=\"" + server.url("/token") + "\",service=\"lab\"");
        assertEquals(Optional.of(IMAGE.digest()), client().digest(reference("lab/torch:1"), Deadline.in(ENOUGH)));
        var asked = server.request("/token");
        assertEquals("POST", asked.method());
        assertEquals("service=lab&scope=repository%3Alab%2Ftorch%3Apull&grant_type=refresh_token"
                + "&client_id=slipway&refresh_token=id%2Bsecret", asked.body());
        assertTrue(server.requests.stream().noneMatch(request -> request.target().contains("secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"token\":7}", "{\"token\":\"a\\r\\nX: y\"}", "<html>", "{\"token\":\"\"}"})
    void hostileTokensAreRefused(String answer) {
        server.on("/token", FakeServer.body(200, answer));
        guarded("Bearer never", "Bearer realm=\"" + server.url("/token") + "\"");
        assertInstanceOf(Failure.BadAnswer.class, failure("lab/torch:1"));
    }

    @Test
    void moreThanTheRightToPullIsNeverAskedFor() throws Exception {
        server.on("/token", FakeServer.body(200, "{\"token\":\"t\"}"));
        guarded("Bearer t", "Bearer realm=\"" + server.url("/token?x=1")
                + "\",scope=\"repository:lab/torch:pull,push,delete\"");
        client().digest(reference("lab/torch:1"), Deadline.in(ENOUGH));
        server.request("/token?x=1&scope=repository%3Alab%2Ftorch%3Apull");
    }

    @Test
    void nameAndPasswordAreSentWhereTheyAreAskedFor() throws Exception {
        var right = new Login("ada", "tide", false).basic();
        guarded(right, "Basic realm=\"lab\"");
        assertInstanceOf(Failure.LoginNeeded.class, failure("lab/torch:1"));
        assertTrue(server.requests.stream().allMatch(request -> request.authorization().isEmpty()));
        login("ada", "wrong");
        assertInstanceOf(Failure.LoginNeeded.class, failure("lab/torch:1"));
        login("ada", "tide");
        assertEquals(Optional.of(IMAGE.digest()), client().digest(reference("lab/torch:1"), Deadline.in(ENOUGH)));
    }

    @Test
    void aLoginServerElsewhereWithoutEncryptionGetsNothing() throws Exception {
        login("ada", "tide");
        guarded("Bearer never", "Bearer realm=\"http://registry.example/token\",service=\"lab\"");
        assertInstanceOf(Failure.BadAnswer.class, failure("lab/torch:1"));
    }

    private void guarded(String right, String challenge) {
        server.on("/v2/lab/torch/manifests/1", exchange -> {
            boolean in = right.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            (in ? FakeServer.body(200, IMAGE.manifest(), "Docker-Content-Digest", IMAGE.digest())
                    : FakeServer.body(401, "{}", "WWW-Authenticate", challenge)).answer(exchange);
        });
    }

    @Test
    void aRedirectToAnotherServerTakesNoAuthorizationAlong() throws Exception {
        login("ada", "tide");
        try (var storage = new FakeServer()) {
            guarded(new Login("ada", "tide", false).basic(), "Basic realm=\"lab\"");
            storage.on("/blob", FakeServer.body(200, IMAGE.config()));
            server.on("/v2/lab/torch/blobs/" + Sha.sha256(IMAGE.config()),
                    FakeServer.body(307, "", "Location", storage.url("/blob")));
            client().image(reference("lab/torch:1"), "linux", "amd64", Deadline.in(ENOUGH));
            assertTrue(server.requests.getLast().authorization().isPresent());
            assertEquals(Optional.empty(), storage.request("/blob").authorization());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://198.51.100.7/x", "ftp://127.0.0.1/x", "file:///etc/passwd", "//evil.example/x",
        "http://ada:tide@127.0.0.1/x", "://", "http://[", "\u0000"})
    void unsafeRedirectsAreNotFollowed(String location) {
        assertEquals(Optional.empty(), Hosts.follow(java.net.URI.create("http://127.0.0.1:5000/v2/"), location));
        if (location.startsWith("http") || location.startsWith("f")) {
            server.on("/v2/lab/torch/manifests/1", FakeServer.body(302, "", "Location", location));
            assertInstanceOf(Failure.BadAnswer.class, failure("lab/torch:1"));
        }
    }

    @Test
    void aServerElsewhereCannotLeadIntoThisMachine() {
        var far = java.net.URI.create("https://registry.example/v2/");
        assertEquals(Optional.empty(), Hosts.follow(far, "https://127.0.0.1/admin"));
        assertEquals(Optional.empty(), Hosts.follow(far, "http://registry.example/v2/"));
        assertTrue(Hosts.follow(far, "https://cdn.example/blob?sign=1").isPresent());
    }

    @Test
    void aCircleOfRedirectsEnds() {
        server.on("/v2/lab/torch/manifests/1", FakeServer.body(302, "", "Location", "/v2/lab/torch/manifests/1"));
        assertInstanceOf(Failure.BadAnswer.class, failure("lab/torch:1"));
        assertTrue(server.requests.size() <= 6);
    }

    @Test
    void tagsAreReadPageByPageOnTheSameServerOnly() throws Exception {
        server.on("/v2/lab/torch/tags/list?n=1000", FakeServer.body(200, "{\"tags\":[\"1\",\"2\"]}", "Link",
                "</v2/lab/torch/tags/list?n=1000&last=2>; rel=\"next\""));
        server.on("/v2/lab/torch/tags/list?n=1000&last=2", FakeServer.body(200, "{\"tags\":[\"2\",\"3\",7,null]}"));
        assertEquals(new RegistryClient.Tags(List.of("1", "2", "3"), true),
                client().tags(reference("lab/torch"), Deadline.in(ENOUGH)));
        server.on("/v2/lab/far/tags/list?n=1000", FakeServer.body(200, "{\"tags\":[]}", "Link",
                "<http://127.0.0.2/v2/>; rel=next"));
        assertInstanceOf(Failure.BadAnswer.class, assertThrows(FailureException.class, () ->
                client().tags(reference("lab/far"), Deadline.in(ENOUGH))).failure());
        // One that never ends is cut, and said to be cut.
        server.on("/v2/lab/more/tags/list", FakeServer.body(200, "{\"tags\":[\"1\"]}", "Link",
                "</v2/lab/more/tags/list?n=1000&last=1>; rel=\"next\""));
        assertFalse(client().tags(reference("lab/more"), Deadline.in(ENOUGH)).complete());
    }

    @Test
    void whatIsNotThereIsToldFromWhatIsClosed() throws Exception {
        assertEquals(Optional.empty(), client().digest(reference("lab/none:1"), Deadline.in(ENOUGH)));
        assertInstanceOf(Failure.ImageNotFound.class, failure("lab/none:1"));
        server.on("/v2/lab/torch/manifests/1", FakeServer.body(403, "{}"));
        assertInstanceOf(Failure.LoginNeeded.class, failure("lab/torch:1"));
    }

    @Test
    void tooManyRequestsSayWhenToComeBack() {
        server.on("/v2/lab/torch/manifests/1", FakeServer.body(429, "reached your pull rate limit", "Retry-After",
                "120"));
        var limited = assertInstanceOf(Failure.RateLimited.class, failure("lab/torch:1"));
        assertEquals(120, limited.seconds());
        assertTrue(limited.detail().contains("pull rate limit"));
    }

    @Test
    void aStumbleIsForgivenAndAFallIsNot() throws Exception {
        server.then("/v2/lab/torch/manifests/1", FakeServer.body(503, "busy"), FakeServer.body(200, IMAGE.manifest(),
                "Docker-Content-Digest", IMAGE.digest()));
        assertEquals(Optional.of(IMAGE.digest()), client().digest(reference("lab/torch:1"), Deadline.in(ENOUGH)));
        server.on("/v2/lab/torch/manifests/1", FakeServer.body(500, "broken"));
        var failed = assertInstanceOf(Failure.NetworkFailed.class, failure("lab/torch:1"));
        assertTrue(failed.detail().contains("500"));
    }

    @Test
    void contentOfAnotherDigestIsRefused() {
        serve("1", IMAGE);
        server.on("/v2/lab/torch/blobs/" + Sha.sha256(IMAGE.config()),
                FakeServer.body(200, Content.image("amd64", "CUDA_VERSION=99").config()));
        assertInstanceOf(Failure.BadAnswer.class, failure("lab/torch:1"));
        server.on("/v2/lab/torch/manifests/1", FakeServer.body(200, IMAGE.manifest(), "Docker-Content-Digest",
                "sha256:" + "0".repeat(64)));
        assertInstanceOf(Failure.BadAnswer.class, failure("lab/torch:1"));
        server.on("/v2/lab/torch/manifests/sha256:" + "0".repeat(64), FakeServer.body(200, IMAGE.manifest()));
        assertInstanceOf(Failure.BadAnswer.class, failure("lab/torch@sha256:" + "0".repeat(64)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "{\"manifests\":[]}", "{\"config\":{\"digest\":\"../../x\"}}",
        "{\"config\":{\"digest\":\"sha256:0\"}}", "<html>Log in to the campus network</html>", "{\"manifests\":[7]}",
        "{\"manifests\":[{\"digest\":\"../../../etc\",\"platform\":{}}]}", "{}{}", "{\"config\":[[]]}"})
    void hostileManifestsAreRefused(String manifest) {
        server.on("/v2/lab/torch/manifests/1", FakeServer.body(200, manifest));
        var failed = failure("lab/torch:1");
        assertTrue(failed instanceof Failure.BadAnswer, failed.toString());
    }

    @Test
    void deepAndHugeAnswersAreRefused() {
        server.on("/v2/lab/torch/manifests/1", FakeServer.body(200, "[".repeat(100_000)));
        assertInstanceOf(Failure.BadAnswer.class, failure("lab/torch:1"));
        server.on("/v2/lab/torch/manifests/1", FakeServer.endless());
        assertInstanceOf(Failure.BadAnswer.class, failure("lab/torch:1"));
    }

    @Test
    void slowAnswersAreCutAtTheDeadline() {
        server.on("/v2/lab/torch/manifests/1", FakeServer.slow(50));
        long start = System.nanoTime();
        assertInstanceOf(Failure.TimedOut.class, failure("lab/torch:1", Duration.ofSeconds(1)));
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 5000);
    }

    @Test
    void aCutConnectionIsAFailureOfTheNetwork() {
        server.on("/v2/lab/torch/manifests/1", FakeServer.cut());
        assertInstanceOf(Failure.NetworkFailed.class, failure("lab/torch:1"));
    }

    @Test
    void aServerThatIsNotThereIsAFailureOfTheNetwork() {
        server.close();
        assertInstanceOf(Failure.NetworkFailed.class, failure("lab/torch:1"));
    }

    @Test
    void anInterruptBreaksOff() throws Exception {
        server.on("/v2/lab/torch/manifests/1", FakeServer.slow(50));
        var ended = new java.util.concurrent.CompletableFuture<Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                client().image(reference("lab/torch:1"), "linux", "amd64", Deadline.in(ENOUGH));
                ended.complete(null);
            } catch (FailureException | InterruptedException e) {
                ended.complete(e);
            }
        });
        while (server.requests.isEmpty()) {
            Thread.sleep(10);
        }
        thread.interrupt();
        assertInstanceOf(InterruptedException.class, ended.get(5, java.util.concurrent.TimeUnit.SECONDS));
    }

    @Test
    void aMirrorIsAskedInPlaceOfTheRegistry() throws Exception {
        serve("1", IMAGE);
        server.on("/v2/cache/lab/torch/manifests/1", FakeServer.body(200, IMAGE.manifest()));
        server.on("/v2/cache/lab/torch/blobs/" + Sha.sha256(IMAGE.config()), FakeServer.body(200, IMAGE.config()));
        var lookup = new ImageLookup(client(), () -> Mirrors.of(Map.of("registry.example", server.host() + "/cache")),
                ENOUGH);
        var image = lookup.image(Reference.parse("registry.example/lab/torch:1").orElseThrow(), "amd64");
        assertEquals("12.6.3", image.environment().get("CUDA_VERSION"));
    }

    @Test
    void aLayerThatComesTwiceIsDownloadedOnce() {
        var layer = new RemoteImage.Layer("sha256:1", 100, Optional.empty());
        var image = new RemoteImage(reference("a"), "", "amd64", "linux", Map.of(), Map.of(), List.of(), List.of(), "",
                "", List.of(layer, layer), 10);
        assertEquals(110, image.downloadBytes(Set.of()));
        assertEquals(275, RemoteImage.unpackedEstimate(110));
    }

    @Test
    void noSecretIsEverInWords() {
        var login = new Login("ada", "tide", false);
        assertFalse(login.toString().contains("tide"));
        var ask = Web.Ask.get(java.net.URI.create(server.url("/x")), 1).with(Optional.of(login.basic()));
        assertFalse(ask.toString().contains(login.basic()));
    }
}
