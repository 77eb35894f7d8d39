package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.catalog.TagListing;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server whose answers have the shape of Docker Hub's, as its public clients read them. */
class DockerHubTest {
    private static final String FIRST = "/v2/repositories/pytorch/pytorch/tags?page_size=100&page=1";
    private static final String SECOND = "/v2/repositories/pytorch/pytorch/tags?page=2&page_size=100";

    private final FakeServer server = new FakeServer();
    private final Web web = new Web("1.0", Map.of(), Clock.systemUTC());

    @AfterEach
    void close() {
        web.close();
        server.close();
    }

    private TagListing tags() throws FailureException, InterruptedException {
        return tags(Duration.ofSeconds(20));
    }

    private TagListing tags(Duration limit) throws FailureException, InterruptedException {
        return new DockerHub(web, URI.create(server.url("")), Clock.systemUTC()).tags("pytorch/pytorch",
                Deadline.in(limit));
    }

    private Failure failure(Duration limit) {
        return assertThrows(FailureException.class, () -> tags(limit)).failure();
    }

    private static String result(String name) {
        return "{\"creator\":7,\"id\":1,\"images\":[{\"architecture\":\"amd64\",\"features\":\"\",\"variant\":null,"
                + "\"digest\":\"sha256:" + "1".repeat(64) + "\",\"os\":\"linux\",\"size\":3700000000,\"status\":"
                + "\"active\"},{\"architecture\":\"arm64\",\"os\":\"linux\",\"size\":4000000},{\"architecture\":"
                + "\"unknown\",\"os\":\"unknown\",\"size\":1}],\"last_updated\":\"2026-08-06T17:44:44.123456Z\","
                + "\"name\":\"" + name + "\",\"full_size\":3710000000,\"v2\":true,\"tag_status\":\"active\","
                + "\"digest\":\"sha256:" + "2".repeat(64) + "\",\"media_type\":\"" + RegistryClient.INDEX + "\"}";
    }

    private String page(int count, String next, String... names) {
        return "{\"count\":" + count + ",\"next\":" + (next == null ? "null" : "\"" + next + "\"")
                + ",\"previous\":null,\"results\":[" + List.of(names).stream().map(DockerHubTest::result)
                .collect(Collectors.joining(",")) + "]}";
    }

    @Test
    void readsPageAfterPage() throws Exception {
        server.on(FIRST, FakeServer.body(200, page(3, server.url(SECOND), "2.8.0-cuda12.6-cudnn9-runtime", "latest"),
                "X-RateLimit-Limit", "180", "X-RateLimit-Remaining", "179"));
        server.on(SECOND, FakeServer.body(200, page(3, null, "1.13.1-cuda11.6-cudnn8-devel")));
        var listing = tags();
        assertTrue(listing.complete());
        assertEquals("docker.io/pytorch/pytorch", listing.repository());
        assertEquals(new TagListing.Tag("2.8.0-cuda12.6-cudnn9-runtime", Optional.of(3_700_000_000L),
                Optional.of(Instant.parse("2026-08-06T17:44:44.123456Z")), Optional.of("sha256:" + "2".repeat(64)),
                Set.of("amd64", "arm64")), listing.tags().getFirst());
        assertEquals(3, listing.tags().size());
        assertTrue(server.requests.stream().allMatch(request -> request.authorization().isEmpty()
                && request.agent().equals("Slipway/1.0")));
    }

    @Test
    void aListThatIsShorterThanItSaysProvesNothing() throws Exception {
        server.on(FIRST, FakeServer.body(200, page(3, null, "a", "b")));
        assertFalse(tags().complete());
    }

    @Test
    void whatWasReadIsKeptWhenALaterPageFails() throws Exception {
        server.on(FIRST, FakeServer.body(200, page(3, server.url(SECOND), "a", "b")));
        server.on(SECOND, FakeServer.body(500, "broken"));
        var listing = tags();
        assertEquals(2, listing.tags().size());
        assertFalse(listing.complete());
    }

    @Test
    void tooManyRequestsAreWaitedForWhereTheTimeAllows() throws Exception {
        server.then(FIRST, FakeServer.body(429, "slow down", "Retry-After", "1"),
                FakeServer.body(200, page(1, null, "a")));
        assertTrue(tags().complete());
        server.on(FIRST, FakeServer.body(429, "slow down", "Retry-After", "600"));
        assertEquals(600, assertInstanceOf(Failure.RateLimited.class, failure(Duration.ofSeconds(5))).seconds());
        server.on(FIRST, FakeServer.body(429, "slow down", "X-RateLimit-Reset",
                String.valueOf(Instant.now().getEpochSecond() + 900)));
        assertTrue(assertInstanceOf(Failure.RateLimited.class, failure(Duration.ofSeconds(5))).seconds() > 800);
    }

    @Test
    void theNextPageIsOnTheSameServer() {
        server.on(FIRST, FakeServer.body(200, page(3, "http://127.0.0.2:1/v2/", "a")));
        assertInstanceOf(Failure.BadAnswer.class, failure(Duration.ofSeconds(5)));
    }

    @Test
    void aListWithoutAnEndIsCut() throws Exception {
        server.on(FIRST, FakeServer.body(200, page(1, server.url(FIRST), "a")));
        assertFalse(tags().complete());
        assertTrue(server.requests.size() <= 200);
    }

    @Test
    void errorsAreToldApart() {
        assertInstanceOf(Failure.ImageNotFound.class, failure(Duration.ofSeconds(5)));
        server.on(FIRST, FakeServer.body(401, "{}"));
        assertInstanceOf(Failure.LoginNeeded.class, failure(Duration.ofSeconds(5)));
        server.on(FIRST, FakeServer.body(500, "broken"));
        assertInstanceOf(Failure.NetworkFailed.class, failure(Duration.ofSeconds(5)));
        server.on(FIRST, FakeServer.cut());
        assertInstanceOf(Failure.NetworkFailed.class, failure(Duration.ofSeconds(5)));
        server.on(FIRST, FakeServer.slow(50));
        assertInstanceOf(Failure.TimedOut.class, failure(Duration.ofSeconds(1)));
        server.on(FIRST, FakeServer.endless());
        assertInstanceOf(Failure.BadAnswer.class, failure(Duration.ofSeconds(20)));
        server.on(FIRST, FakeServer.body(200, "{\"results\":".repeat(1000)));
        assertInstanceOf(Failure.BadAnswer.class, failure(Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "7", "{\"results\":7}", "{\"results\":[7,null,{},{\"name\":7}]}",
        "{\"results\":[{\"name\":\"../../x\"}]}", "{\"results\":[{\"name\":\"a b\"}],\"count\":1}"})
    void answersWithoutTagsGiveNone(String body) throws Exception {
        server.on(FIRST, FakeServer.body(200, body));
        assertEquals(List.of(), tags().tags());
    }

    @Test
    void oddValuesOfATagAreLeftOut() throws Exception {
        server.on(FIRST, FakeServer.body(200, "{\"count\":1,\"results\":[{\"name\":\"a\",\"full_size\":-5,"
                + "\"last_updated\":\"yesterday\",\"digest\":\"md5:1\",\"images\":[{\"architecture\":7},null]}]}"));
        assertEquals(List.of(TagListing.Tag.named("a")), tags().tags());
    }

    @Test
    void aThousandTagsTakeTenPages() throws Exception {
        for (int page = 1; page <= 10; page++) {
            int from = (page - 1) * 100;
            var names = IntStream.range(from, from + 100).mapToObj(i -> "t" + i).toArray(String[]::new);
            var path = "/v2/repositories/pytorch/pytorch/tags?page_size=100&page=";
            server.on(path + page, FakeServer.body(200,
                    page(1000, page == 10 ? null : server.url(path + (page + 1)), names)));
        }
        assertEquals(1000, tags().tags().size());
        assertTrue(tags().complete());
    }
}
