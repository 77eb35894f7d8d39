package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.FailureException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proxies with a name and a password, against a proxy of the test's own. */
class ProxyLoginTest {
    private static final String MIA = "Basic " + Base64.getEncoder().encodeToString("mia:tide&time".getBytes(
            StandardCharsets.UTF_8));

    private final List<String> heads = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;

    @BeforeEach
    void open() throws IOException {
        proxy = new ServerSocket(0, 20, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    /** Lets nobody through without the right name and password; what it lets through it answers itself. */
    private void serve() {
        while (!proxy.isClosed()) {
            try (var socket = proxy.accept()) {
                var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(),
                        StandardCharsets.ISO_8859_1));
                var head = new StringBuilder();
                for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                    head.append(line).append('\n');
                }
                heads.add(head.toString());
                var answer = !head.toString().contains("Proxy-Authorization: " + MIA + "\n")
                        ? "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"lab\"\r\nContent-Length: 0\r\n\r\n"
                        : head.toString().startsWith("CONNECT") ? "HTTP/1.1 502 No one\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\nok";
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException _) {
                // The test is over, or a client has gone.
            }
        }
    }

    private Web web(String login) {
        var place = "http://" + login + "127.0.0.1:" + proxy.getLocalPort();
        return new Web("1.0", Map.of("http_proxy", place, "https_proxy", place), Clock.systemUTC());
    }

    private static Web.Answer ask(Web web, String address) throws Exception {
        return web.ask(Web.Ask.get(URI.create(address), 1000), Deadline.in(Duration.ofSeconds(10)));
    }

    @Test
    void theProxyIsToldItsPasswordForPlainRequests() throws Exception {
        try (var web = web("mia:tide%26time@")) {
            assertEquals(200, ask(web, "http://registry.example/v2/").status());
        }
        assertEquals(1, heads.size());
        assertTrue(heads.getFirst().startsWith("GET http://registry.example/v2/"), heads.getFirst());
    }

    @Test
    void theProxyIsToldItsPasswordForTunnels() throws Exception {
        try (var web = web("mia:tide%26time@")) {
            assertThrows(FailureException.class, () -> ask(web, "https://registry.example/v2/"));
        }
        assertTrue(heads.getFirst().startsWith("CONNECT registry.example:443"), heads.getFirst());
        assertTrue(heads.getFirst().contains("Proxy-Authorization: " + MIA), heads.getFirst());
    }

    @Test
    void withoutAPasswordNoneIsSent() throws Exception {
        try (var web = web("")) {
            assertEquals(407, ask(web, "http://registry.example/v2/").status());
        }
        assertFalse(heads.getFirst().contains("Proxy-Authorization"), heads.getFirst());
    }

    @Test
    void aServerThatIsReachedWithoutTheProxyIsToldNothing() throws Exception {
        try (var web = web("mia:tide%26time@"); var server = new FakeServer()) {
            server.on("/v2/", exchange -> {
                heads.add(String.valueOf(exchange.getRequestHeaders().getFirst("Proxy-Authorization")));
                exchange.sendResponseHeaders(200, -1);
            });
            assertEquals(200, ask(web, server.url("/v2/")).status());
        }
        assertEquals(List.of("null"), heads);
    }

    @ParameterizedTest
    @CsvSource({"http://mia:tide%26time@proxy.example:3128, true", "mia:tide%26time@proxy.example:3128, true",
        "http://proxy.example:3128, false"})
    void readsNameAndPassword(String text, boolean login) {
        var way = Proxies.way(text).orElseThrow();
        assertEquals(3128, way.address().getPort());
        assertEquals(login ? Optional.of(MIA) : Optional.empty(), way.login());
        assertFalse(way.toString().contains("tide"), "a log must not show it");
    }
}
