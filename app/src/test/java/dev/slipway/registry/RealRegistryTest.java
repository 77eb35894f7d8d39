package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.catalog.Reference;
import dev.slipway.engine.docker.TestEngines;
import dev.slipway.testbed.TestBed;
import java.io.ByteArrayOutputStream;
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
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's docker-registry. */
@Tag("engine")
@Timeout(120)
class RealRegistryTest {
    private static final Content AMD64 = Content.image("amd64", "CUDA_VERSION=12.6.3");
    private static final Content ARM64 = Content.image("arm64", "CUDA_VERSION=12.6.3");

    @TempDir
    Path folder;

    private final Web web = new Web("1.0", Map.of("https_proxy", "http://127.0.0.1:9", "http_proxy",
            "http://127.0.0.1:9"), Clock.systemUTC());

    @AfterEach
    void close() {
        web.close();
    }

    private RegistryClient client() {
        return new RegistryClient(web, new Credentials(folder.resolve("config.json")), Clock.systemUTC());
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static Reference at(RealRegistry registry, String rest) {
        return Reference.parse(registry.host() + "/" + rest).orElseThrow();
    }

    private void login(RealRegistry registry, String secret) throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\""
                + Base64.getEncoder().encodeToString(("ada:" + secret).getBytes(StandardCharsets.UTF_8)) + "\"}}}");
    }

    private static void assertReads(RegistryClient client, RealRegistry registry) throws Exception {
        var index = Content.index(AMD64, ARM64);
        assertEquals(Set.of("amd", "arm", "both"),
                Set.copyOf(client.tags(at(registry, "lab/torch"), soon()).names()));
        assertEquals(Optional.of(AMD64.digest()), client.digest(at(registry, "lab/torch:amd"), soon()));
        assertEquals(Optional.empty(), client.digest(at(registry, "lab/torch:none"), soon()));
        for (var architecture : Set.of("amd64", "arm64")) {
            var image = client.image(at(registry, "lab/torch:both"), "linux", architecture, soon());
            assertEquals(architecture, image.architecture());
            assertEquals(Sha.sha256(index), image.digest());
            assertEquals("12.6.3", image.environment().get("CUDA_VERSION"));
        }
        var pinned = client.image(at(registry, "lab/torch@" + AMD64.digest()), "linux", "amd64", soon());
        assertEquals(AMD64.bytes(), pinned.compressedBytes());
    }

    private static void fill(RealRegistry registry, String authorization) throws Exception {
        registry.push("lab/torch", "amd", AMD64, authorization);
        registry.push("lab/torch", "arm", ARM64, authorization);
        // docker-registry wants each listed image to be there; an attestation is one more.
        registry.manifest("lab/torch", "both", Content.index(AMD64, ARM64), RegistryClient.INDEX, authorization);
    }

    @Test
    void readsAnOpenRegistry() throws Exception {
        try (var registry = RealRegistry.open(folder)) {
            fill(registry, "");
            assertReads(client(), registry);
            for (int i = 0; i < 150; i++) {
                registry.manifest("lab/torch", "t" + i, AMD64.manifest(), RegistryClient.MANIFEST, "");
            }
            var tags = client().tags(at(registry, "lab/torch"), soon());
            assertEquals(153, tags.names().stream().collect(Collectors.toSet()).size());
            assertTrue(tags.complete());
        }
    }

    @Test
    void readsARegistryWithPasswords() throws Exception {
        try (var registry = RealRegistry.withPasswords(folder)) {
            fill(registry, new Login("ada", "tide-and-time", false).basic());
            assertInstanceOf(Failure.LoginNeeded.class, failure(registry));
            login(registry, "wrong");
            assertInstanceOf(Failure.LoginNeeded.class, failure(registry));
            login(registry, "tide-and-time");
            assertReads(client(), registry);
        }
    }

    @Test
    void aLoginIsProvedKeptUsedAndForgotten() throws Exception {
        var bin = Files.createDirectories(folder.resolve("bin"));
        var helper = bin.resolve("docker-credential-own");
        var store = folder.resolve("kept");
        Files.writeString(helper, "#!/bin/sh\ncase $1 in\nstore) cat > '" + store + "' ;;\nget) cat '" + store
                + "' ;;\nerase) rm -f '" + store + "' ;;\nesac\n");
        assertTrue(helper.toFile().setExecutable(true));
        Files.writeString(folder.resolve("config.json"), "{\"credsStore\":\"own\"}");
        var keyring = new Keyring(folder.resolve("config.json"), Map.of("PATH", bin.toString()), Optional.empty(),
                Duration.ofSeconds(5));
        var right = new Login("ada", "tide-and-time", false);
        try (var registry = RealRegistry.withPasswords(folder);
                var registries = new Registries("1", Map.of(), keyring, () -> Mirrors.NONE, Clock.systemUTC())) {
            fill(registry, right.basic());
            var image = at(registry, "lab/torch:amd");
            assertInstanceOf(Failure.LoginNeeded.class, assertThrows(FailureException.class, () ->
                    registries.image(image, "amd64")).failure());
            for (var wrong : Set.of(new Login("ada", "wrong", false), new Login("eve", "tide-and-time", false))) {
                assertInstanceOf(Failure.LoginRefused.class, assertThrows(FailureException.class, () ->
                        registries.logIn(registry.host(), wrong)).failure());
                assertTrue(Files.notExists(store), "a wrong login is not stored");
            }
            assertEquals(new Keyring.Place.DockerHelper("docker-credential-own"),
                    registries.logIn(registry.host(), right));
            assertTrue(Files.exists(store));
            assertEquals("amd64", registries.image(image, "amd64").architecture());
            assertEquals(Keyring.Forgotten.GONE, registries.logOut(registry.host()));
            assertTrue(Files.notExists(store));
            assertInstanceOf(Failure.LoginNeeded.class, assertThrows(FailureException.class, () ->
                    registries.image(image, "amd64")).failure());
        }
    }

    /** An image with one layer in which nothing is, as an engine takes it. */
    private static Content pullable() throws Exception {
        var tar = new byte[1024];
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(tar);
        }
        var layer = zipped.toByteArray();
        var config = ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
                + "\"diff_ids\":[\"" + Sha.sha256(tar) + "\"]}}").getBytes(StandardCharsets.UTF_8);
        var manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + RegistryClient.DOCKER_MANIFEST + "\",\"config\":{"
                + "\"mediaType\":\"application/vnd.docker.container.image.v1+json\",\"digest\":\""
                + Sha.sha256(config) + "\",\"size\":" + config.length + "},\"layers\":[{\"mediaType\":"
                + "\"application/vnd.docker.image.rootfs.diff.tar.gzip\",\"digest\":\"" + Sha.sha256(layer)
                + "\",\"size\":" + layer.length + "}]}").getBytes(StandardCharsets.UTF_8);
        return new Content(config, List.of(layer), manifest);
    }

    @Test
    void anEnginePullsWithALoginThatSlipwayKept() throws Exception {
        var keyring = new Keyring(folder.resolve("config.json"), Map.of(), Optional.empty(), Duration.ofSeconds(5));
        var right = new Login("ada", "tide-and-time", false);
        try (var bed = TestBed.open(); var registry = RealRegistry.withPasswords(folder);
                var registries = new Registries("1", Map.of(), keyring, () -> Mirrors.NONE, Clock.systemUTC());
                var engine = TestEngines.open(bed.endpoint("docker"), new Credentials(keyring),
                        Background.virtualThreads())) {
            registry.push("lab/own", "1", pullable(), right.basic(), RegistryClient.DOCKER_MANIFEST);
            var name = registry.host() + "/lab/own:1";
            assertInstanceOf(Failure.LoginNeeded.class, assertThrows(FailureException.class, () ->
                    engine.pull(name, _ -> {
                    })).failure());
            assertEquals(new Keyring.Place.Memory(), registries.logIn(registry.host(), right));
            engine.pull(name, _ -> {
            });
            assertTrue(engine.imageConfig(name).isPresent());
        }
    }

    @Test
    void aLoginIsProvedAtATokenServer() throws Exception {
        var signer = RealRegistry.Signer.make(folder);
        try (var door = new FakeServer(); var registry = RealRegistry.withTokens(folder, door.url("/token"), signer)) {
            var token = "{\"token\":\"" + signer.token("lab/torch", "\"pull\"") + "\"}";
            door.on("/token", exchange -> {
                boolean known = new Login("ada", "tide-and-time", false).basic()
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                (known ? FakeServer.body(200, token) : FakeServer.body(401, "{}")).answer(exchange);
            });
            assertInstanceOf(Failure.LoginRefused.class, assertThrows(FailureException.class, () ->
                    client().verify(registry.host(), new Login("ada", "wrong", false), soon())).failure());
            client().verify(registry.host(), new Login("ada", "tide-and-time", false), soon());
        }
    }

    @Test
    void readsARegistryWithTokens() throws Exception {
        var signer = RealRegistry.Signer.make(folder);
        try (var door = new FakeServer(); var registry = RealRegistry.withTokens(folder, door.url("/token"), signer)) {
            fill(registry, "Bearer " + signer.token("lab/torch", "\"pull\",\"push\""));
            var token = "{\"token\":\"" + signer.token("lab/torch", "\"pull\"") + "\",\"expires_in\":300}";
            door.on("/token", exchange -> {
                boolean known = new Login("ada", "tide-and-time", false).basic()
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                (known ? FakeServer.body(200, token) : FakeServer.body(401, "{}")).answer(exchange);
            });
            assertInstanceOf(Failure.LoginNeeded.class, failure(registry));
            login(registry, "tide-and-time");
            var asked = door.requests.size();
            assertReads(client(), registry);
            assertEquals(asked + 1, door.requests.size(), "one token serves all requests for a repository");
            var other = assertThrows(FailureException.class, () ->
                    client().digest(at(registry, "lab/other:1"), soon())).failure();
            assertInstanceOf(Failure.LoginNeeded.class, other, "the token is for another repository");
        }
    }

    @Test
    void layersHereAreTheOnesTheRegistryNames() throws Exception {
        try (var bed = TestBed.open()) {
            var engine = bed.docker();
            engine.pull(bed.pullImage(), _ -> {
            });
            var here = engine.imageConfig(bed.pullImage()).orElseThrow();
            var image = client().image(Reference.parse(bed.pullImage()).orElseThrow(), "linux", here.architecture(),
                    soon());
            assertEquals(here.layers(), image.layers().stream().map(layer -> layer.diffId().orElseThrow()).toList());
            assertEquals(image.configBytes(), image.downloadBytes(Set.copyOf(here.layers())));
            assertTrue(image.compressedBytes() > image.configBytes());
        }
    }

    private Failure failure(RealRegistry registry) {
        return assertThrows(FailureException.class, () ->
                client().image(at(registry, "lab/torch:amd"), "linux", "amd64", soon())).failure();
    }
}
