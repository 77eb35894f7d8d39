package dev.slipway.registry;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests to servers that are not trusted: answers of bounded size in bounded time, redirects followed by hand, and
 * an "Authorization" that never leaves the server it is meant for. Calls block; an interrupt breaks them off.
 * Thread-safe. Nothing is opened before the first request.
 */
public final class Web implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(300);
    private static final int TRIES = 3;
    private static final int MOST_HOPS = 5;
    private static final int MOST_WORDS = 2000;
    private static final String TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";
    private static final Duration USUAL_WAIT = Duration.ofMinutes(1);

    private final String agent;
    private final Clock clock;
    private final Proxies proxies;
    private HttpClient client;

    /**
     * Requests through the proxies of this system.
     *
     * @param version Slipway's, which servers are told
     */
    public Web(String version, Map<String, String> env, Clock clock) {
        this.agent = "Slipway/" + version.replaceAll("[^A-Za-z0-9._-]", "");
        this.clock = clock;
        // The system's own way is asked for with the first request: to find it, Java loads libraries of the desktop.
        this.proxies = new Proxies(env, () -> Optional.ofNullable(ProxySelector.getDefault()));
    }

    /**
     * A request.
     *
     * @param method GET, HEAD or POST
     * @param authorization for the server of {@code uri} alone
     * @param form the body of a POST
     * @param largest the largest body that is read, in bytes
     */
    record Ask(String method, URI uri, List<String> accept, Optional<String> authorization, String form, int largest) {
        static Ask get(URI uri, int largest) {
            return new Ask("GET", uri, List.of(), Optional.empty(), "", largest);
        }

        Ask with(Optional<String> other) {
            return new Ask(method, uri, accept, other, form, largest);
        }

        private Ask at(URI other) {
            return new Ask(method, other, accept, Hosts.same(uri, other) ? authorization : Optional.empty(), form,
                    largest);
        }

        /** Without the authorization. */
        @Override
        public String toString() {
            return method + " " + uri.getScheme() + "://" + Hosts.name(uri) + uri.getPath();
        }
    }

    /** An answer, whatever its status; {@code uri} is where it came from in the end. */
    record Answer(int status, Map<String, List<String>> headers, byte[] body, URI uri) {
        List<String> all(String name) {
            return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
                    .flatMap(header -> header.getValue().stream()).toList();
        }

        Optional<String> header(String name) {
            return all(name).stream().findFirst();
        }

        /** The beginning of the body as a detail of a failure. */
        String words() {
            return "HTTP " + status + " " + new String(body, 0, Math.min(body.length, MOST_WORDS),
                    StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
        }
    }

    /** Asks and follows redirects; tries again where a server says that it only stumbled. */
    Answer ask(Ask ask, Deadline deadline) throws FailureException, InterruptedException {
        var wait = BEFORE_RETRY;
        for (int attempt = 1;; attempt++) {
            var answer = followed(ask, deadline);
            boolean stumbled = answer.status() == 502 || answer.status() == 503 || answer.status() == 504;
            if (!stumbled || attempt == TRIES || !deadline.allows(wait)) {
                return answer;
            }
            Thread.sleep(wait);
            wait = wait.multipliedBy(3);
        }
    }

    private Answer followed(Ask first, Deadline deadline) throws FailureException, InterruptedException {
        var ask = first;
        for (int hop = 0; hop <= MOST_HOPS; hop++) {
            var answer = once(ask, deadline);
            boolean redirected = switch (answer.status()) {
                case 301, 302, 303, 307, 308 -> true;
                default -> false;
            };
            var location = answer.header("Location");
            if (!redirected || location.isEmpty()) {
                return answer;
            }
            var to = Hosts.follow(ask.uri(), location.get());
            if (to.isEmpty() || ask.method().equals("POST")) {
                throw bad(ask.uri(), "It leads to an address that is not safe to follow.", null);
            }
            ask = ask.at(to.get());
        }
        throw bad(first.uri(), "It leads from one address to the next without an end.", null);
    }

    /** Asks without following a redirect. */
    Answer once(Ask ask, Deadline deadline) throws FailureException, InterruptedException {
        var left = deadline.left();
        if (left.isNegative() || left.isZero()) {
            throw late(ask, deadline, null);
        }
        var request = HttpRequest.newBuilder(ask.uri()).timeout(left).setHeader("User-Agent", agent)
                .method(ask.method(), ask.form().isEmpty() ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(ask.form()));
        if (ask.uri().getScheme().equalsIgnoreCase("http")) {
            // No offer to upgrade, which small servers stumble over.
            request.version(HttpClient.Version.HTTP_1_1);
        }
        if (!ask.form().isEmpty()) {
            request.setHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        ask.accept().forEach(type -> request.header("Accept", type));
        ask.authorization().ifPresent(value -> request.setHeader("Authorization", value));
        // Java hands it to the proxy alone, never on to the server behind it.
        proxies.authorization(ask.uri()).ifPresent(value -> request.setHeader("Proxy-Authorization", value));
        // The request's own time limit ends with the headers; a slow body is cut by the wait below.
        var future = client().sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(),
                ask.largest()));
        try {
            HttpResponse<byte[]> response = future.get(left.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(response.statusCode(), response.headers().map(), response.body(), ask.uri());
        } catch (TimeoutException e) {
            throw late(ask, deadline, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException timeout) {
                throw deadline.allows(Duration.ZERO) ? unreachable(ask.uri(), timeout) : late(ask, deadline, timeout);
            }
            if (e.getCause() instanceof IOException io) {
                throw String.valueOf(io.getMessage()).contains("exceeds") ? bad(ask.uri(), "It is too long.", io)
                        : unreachable(ask.uri(), io);
            }
            throw bad(ask.uri(), String.valueOf(e.getCause()), e);
        } finally {
            future.cancel(true);
        }
    }

    /** The one client behind all requests, made when it is first needed. */
    synchronized HttpClient client() {
        if (client == null) {
            // Java keeps a password from a proxy it is to tunnel through, unless it is told otherwise beforehand.
            if (System.getProperty(TUNNELS) == null) {
                System.setProperty(TUNNELS, "");
            }
            client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT)
                    .proxy(proxies).build();
        }
        return client;
    }

    /** What "429 Too many requests" means for the user. */
    FailureException rateLimited(Answer answer) {
        return new FailureException(new Failure.RateLimited(Hosts.name(answer.uri()), wait(answer).toSeconds(),
                answer.words()));
    }

    /** How long the server asks to wait. */
    Duration wait(Answer answer) {
        return answer.header("Retry-After").flatMap(value -> Headers.retryAfter(value, clock.instant()))
                .or(() -> answer.header("X-RateLimit-Reset").flatMap(this::reset)).orElse(USUAL_WAIT);
    }

    /** Docker Hub gives the second, counted from 1970, at which it counts anew. */
    private Optional<Duration> reset(String value) {
        return !value.matches("[0-9]{1,12}") ? Optional.empty() : Headers.retryAfter(String.valueOf(Math.clamp(
                Long.parseLong(value) - clock.instant().getEpochSecond(), 1, 86_400)), clock.instant());
    }

    static FailureException bad(URI uri, String detail, Throwable cause) {
        return new FailureException(new Failure.BadAnswer(Hosts.name(uri), detail), cause);
    }

    /** What servers are told of this program. */
    String agent() {
        return agent;
    }

    private static FailureException late(Ask ask, Deadline deadline, Throwable cause) {
        return new FailureException(new Failure.TimedOut(Hosts.name(ask.uri()), deadline.limit().toSeconds(),
                ask.toString()), cause);
    }

    static FailureException unreachable(URI uri, IOException cause) {
        var words = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new FailureException(new Failure.NetworkFailed(Hosts.name(uri), words), cause);
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
            client.close();
        }
    }
}
