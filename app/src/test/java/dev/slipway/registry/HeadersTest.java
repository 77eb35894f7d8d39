package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.catalog.Reference;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    @Test
    void challengesAreReadAsTheStandardHasThem() {
        assertEquals(List.of(new Challenge("bearer", Map.of("realm", "https://a/t", "service", "r", "scope",
                "repository:x:pull,push"))), Challenge.parse(List.of(
                        "Bearer realm=\"https://a/t\", service=r ,scope=\"repository:x:pull,push\"")));
        assertEquals(List.of(new Challenge("basic", Map.of("realm", "a \"b\" \\")),
                new Challenge("bearer", Map.of("realm", "https://c"))),
                Challenge.parse(List.of("Basic realm=\"a \\\"b\\\" \\\\\", BEARER Realm=\"https://c\"")));
        assertEquals(List.of(new Challenge("negotiate", Map.of()), new Challenge("basic", Map.of("realm", "x"))),
                Challenge.parse(List.of("Negotiate", ", Basic realm=x, realm=y")));
        assertEquals(List.of(), Challenge.parse(List.of("", "=", "\"", "x".repeat(9000))));
        assertEquals(List.of(new Challenge("bearer", Map.of())), Challenge.parse(List.of("Bearer realm=\"open")));
    }

    @Property
    void challengesOfAnyTextAreReadWithoutAnException(@ForAll @StringLength(max = 200) String text) {
        Challenge.parse(List.of(text, "Bearer " + text, "Bearer realm=\"" + text));
    }

    @Property
    void aQuotedValueComesBackAsItWas(@ForAll @StringLength(max = 60) String value) {
        var quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
        var found = Challenge.parse(List.of("Bearer realm=\"" + quoted + "\",service=\"s\"")).getFirst();
        assertEquals(value, found.parameters().get("realm"));
        assertEquals(Optional.of("s"), found.parameter("service"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            </v2/x/tags/list?last=b&n=2>; rel="next"          | /v2/x/tags/list?last=b&n=2
            </a>; rel=next                                    | /a
            </a>; rel="prev", </b>; rel="next"                | /b
            </a>; title="x"; rel="next"; type=y               | /a
            </a>; rel="prev"                                  |
            </a>                                              |
            nothing                                           |
            <>; rel="next"                                    |
            """)
    void theNextPageIsFound(String header, String next) {
        assertEquals(Optional.ofNullable(next), Headers.next(List.of(header)));
    }

    @Property
    void linksOfAnyTextAreReadWithoutAnException(@ForAll @StringLength(max = 300) String text) {
        Headers.next(List.of(text, "<" + text + ">; rel=\"next\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            120                            | 120
            0                              | 1
            999999999                      | 86400
            Sat, 21 Nov 2026 02:01:30 GMT  | 90
            Sat, 21 Nov 2020 02:01:30 GMT  | 1
            -5                             |
            soon                           |
            """)
    void theTimeToWaitIsRead(String value, Long seconds) {
        assertEquals(Optional.ofNullable(seconds).map(Duration::ofSeconds), Headers.retryAfter(value, NOW));
    }

    @Property
    void theTimeToWaitIsNeverSillyWhateverIsSaid(@ForAll @StringLength(max = 60) String text) {
        Headers.retryAfter(text, NOW).ifPresent(wait ->
                assertTrue(!wait.isNegative() && !wait.isZero() && wait.compareTo(Duration.ofDays(1)) <= 0));
    }

    @Property
    void redirectsOfAnyTextAreSafeOrNotFollowed(@ForAll @StringLength(max = 80) String text) {
        for (var from : List.of("https://registry.example/v2/", "http://127.0.0.1:5000/v2/")) {
            Hosts.follow(URI.create(from), text).ifPresent(to -> assertTrue(to.getScheme().equalsIgnoreCase("https")
                    || Hosts.loopback(to.getHost()) && from.startsWith("http:")));
        }
    }

    @Property
    void aReferenceToARegistryHasAnAddress(@ForAll @AlphaChars @StringLength(min = 1, max = 20) String name) {
        Reference.parse(name + ".example:5000/a/b:c").ifPresent(reference ->
                assertEquals("https://" + reference.registry(), Hosts.base(reference.registry()).toString()));
    }

    @ParameterizedTest
    @CsvSource({"docker.io, https://registry-1.docker.io", "nvcr.io, https://nvcr.io",
        "localhost:5000, http://localhost:5000", "127.0.0.1:5000, http://127.0.0.1:5000",
        "127.1.2.3, http://127.1.2.3", "10.0.0.1:5000, https://10.0.0.1:5000",
        "127.0.0.1.example, https://127.0.0.1.example", "localhost.example, https://localhost.example"})
    void onlyThisMachineIsSpokenToWithoutEncryption(String registry, String base) {
        assertEquals(base, Hosts.base(registry).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://nvcr.io/v2/          | proxy.example:3128
            http://nvcr.io/v2/           | plain.example:80
            https://quay.io/             |
            https://cdn.quay.io/         |
            https://notquay.io/          | proxy.example:3128
            https://lab.example:8443/    |
            https://lab.example/         | proxy.example:3128
            http://127.0.0.1:5000/       |
            http://localhost:5000/       |
            https://[::1]/               |
            """)
    void theProxyOfTheEnvironmentIsUsedButForExceptionsAndThisMachine(String uri, String proxy) {
        var proxies = new Proxies(Map.of("https_proxy", "http://proxy.example:3128", "HTTP_PROXY",
                "http://plain.example", "NO_PROXY", "quay.io, lab.example:8443"), Optional::empty);
        var expected = proxy == null ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(
                proxy.split(":")[0], Integer.parseInt(proxy.split(":")[1])));
        assertEquals(List.of(expected), proxies.select(URI.create(uri)));
    }

    @Property
    void proxiesOfAnyTextAreReadWithoutAnException(@ForAll @StringLength(max = 60) String text) {
        Proxies.way(text);
        new Proxies(Map.of("https_proxy", text, "no_proxy", text), Optional::empty)
                .select(URI.create("https://nvcr.io/"));
    }
}
