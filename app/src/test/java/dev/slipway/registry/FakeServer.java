package dev.slipway.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that answers as a test tells it to, and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    /** What it was asked, in order. */
    public final List<Request> requests = new CopyOnWriteArrayList<>();

    /** A request as it came. */
    public record Request(String method, String target, Optional<String> authorization, String agent, String body) {
    }

    /** Answers a request. */
    @FunctionalInterface
    public interface Route {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** A server that knows nothing yet. */
    public FakeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        requests.add(new Request(exchange.getRequestMethod(), uri.toString(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                exchange.getRequestHeaders().getFirst("User-Agent"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        try (exchange) {
            var route = routes.getOrDefault(uri.toString(), routes.getOrDefault(uri.getPath(),
                    body(404, "{\"errors\":[]}")));
            route.answer(exchange);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    public FakeServer on(String target, Route route) {
        routes.put(target, route);
        return this;
    }

    /** Another route once one has been answered. */
    FakeServer then(String target, Route first, Route rest) {
        return on(target, exchange -> {
            routes.put(target, rest);
            first.answer(exchange);
        });
    }

    public static Route body(int status, String text, String... headers) {
        return body(status, text.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static Route body(int status, byte[] content, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, head || content.length == 0 ? -1 : content.length);
            if (!head) {
                exchange.getResponseBody().write(content);
            }
        };
    }

    /** Promises more than it sends, and hangs up. */
    public static Route cut() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"tags\":[".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** A byte every {@code millis}, for a minute. */
    public static Route slow(long millis) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (long waited = 0; waited < 60_000; waited += millis) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(millis);
            }
        };
    }

    /** White space without an end. */
    public static Route endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var block = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 4096; i++) {
                exchange.getResponseBody().write(block);
            }
        };
    }

    public int port() {
        return server.getAddress().getPort();
    }

    String host() {
        return "127.0.0.1:" + port();
    }

    public String url(String path) {
        return "http://" + host() + path;
    }

    Request request(String target) {
        return requests.stream().filter(request -> request.target().equals(target)).findFirst().orElseThrow(() ->
                new AssertionError("Never asked for " + target + ", but for " + requests));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
