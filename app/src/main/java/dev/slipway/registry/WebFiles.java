package dev.slipway.registry;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * Fetches files from servers that are not trusted, through the proxies of this system: https, or http on this machine
 * itself; small ones into memory, large ones onto the disk. Calls block; an interrupt breaks them off. Thread-safe.
 * Nothing is opened before the first request.
 */
public final class WebFiles implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int MOST_HOPS = 5;

    private final Web web;
    private final Duration patience;

    /**
     * Files as this user reaches them.
     *
     * @param version Slipway's, which servers are told
     * @param patience how long a server may send nothing
     */
    public WebFiles(String version, Map<String, String> env, Clock clock, Duration patience) {
        this.web = new Web(version, env, clock);
        this.patience = patience;
    }

    /** Whether a file may be fetched from an address: https, or http on this machine itself, without a password. */
    public static boolean allowed(URI address) {
        var host = address.getHost();
        var scheme = address.getScheme();
        return host != null && scheme != null && address.getRawUserInfo() == null && (scheme.equalsIgnoreCase("https")
                || scheme.equalsIgnoreCase("http") && Hosts.loopback(host));
    }

    /** The address without what it asks for: host and port, for a person. */
    public static String host(URI address) {
        return Hosts.name(address);
    }

    /**
     * A small file, from the very server that was named: a redirect may only lead to another place on it.
     *
     * @param most the most bytes it may have
     * @throws FailureException when the server cannot be reached, refuses, sends away or sends more
     */
    public byte[] small(URI address, int most) throws FailureException, InterruptedException {
        var deadline = Deadline.in(patience);
        var at = checked(address);
        for (int hop = 0; hop <= MOST_HOPS; hop++) {
            var answer = web.once(Web.Ask.get(at, most), deadline);
            var location = answer.header("Location");
            if (!redirected(answer.status()) || location.isEmpty()) {
                if (answer.status() == 429) {
                    throw web.rateLimited(answer);
                }
                if (answer.status() != 200) {
                    throw refused(at, answer.status());
                }
                return answer.body();
            }
            at = Hosts.follow(at, location.get()).filter(to -> Hosts.same(address, to))
                    .orElseThrow(() -> Web.bad(address, "It sends to another server.", null));
        }
        throw Web.bad(address, "It leads from one address to the next without an end.", null);
    }

    /**
     * A large file, onto the disk. What arrived before a failure stays in {@code file}, for the caller to remove.
     *
     * @param size how many bytes it has; a server that sends more or less is refused
     * @param told is told how many bytes have arrived, some times a second, on this thread
     * @throws FailureException when the server cannot be reached, refuses, sends away unsafely, falls silent or sends
     *     another number of bytes; or when the disk is full
     */
    public void large(URI address, Path file, long size, LongConsumer told)
            throws FailureException, InterruptedException {
        var at = checked(address);
        for (int hop = 0; hop <= MOST_HOPS; hop++) {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                var target = new ToDisk(channel, size);
                var response = sent(at, target, told);
                var location = response.headers().firstValue("Location");
                if (!redirected(response.statusCode()) || location.isEmpty()) {
                    finished(at, response.statusCode(), target);
                    return;
                }
                var from = at;
                at = Hosts.follow(at, location.get()).orElseThrow(() ->
                        Web.bad(from, "It leads to an address that is not safe to follow.", null));
            } catch (IOException e) {
                throw disk(file, e);
            }
        }
        throw Web.bad(address, "It leads from one address to the next without an end.", null);
    }

    private static void finished(URI at, int status, ToDisk target) throws FailureException {
        if (status != 200) {
            throw refused(at, status);
        }
        if (target.arrived() != target.size()) {
            throw Web.bad(at, "It sent " + target.arrived() + " bytes instead of " + target.size() + ".", null);
        }
    }

    private HttpResponse<Void> sent(URI at, ToDisk target, LongConsumer told)
            throws FailureException, InterruptedException, IOException {
        var request = HttpRequest.newBuilder(at).timeout(patience).setHeader("User-Agent", web.agent())
                .version(HttpClient.Version.HTTP_1_1).build();
        // Only an answer that is the file is written; every other body is not looked at.
        CompletableFuture<HttpResponse<Void>> future = web.client().sendAsync(request, info ->
                info.statusCode() == 200 ? target : HttpResponse.BodySubscribers.discarding());
        long seen = 0;
        long since = System.nanoTime();
        try {
            while (true) {
                try {
                    var response = future.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
                    told.accept(target.arrived());
                    return response;
                } catch (TimeoutException _) {
                    told.accept(target.arrived());
                    if (target.arrived() > seen) {
                        seen = target.arrived();
                        since = System.nanoTime();
                    } else if (System.nanoTime() - since > patience.toNanos()) {
                        throw new FailureException(new Failure.TimedOut(Hosts.name(at), patience.toSeconds(), ""));
                    }
                }
            }
        } catch (ExecutionException e) {
            throw translated(at, e);
        } finally {
            future.cancel(true);
            target.stop();
        }
    }

    private static FailureException translated(URI at, ExecutionException e) throws IOException {
        return switch (e.getCause()) {
            case UncheckedIOException onDisk -> throw onDisk.getCause();
            case ToDisk.TooMuch tooMuch -> Web.bad(at, tooMuch.getMessage(), tooMuch);
            case IOException io when io.getCause() instanceof UncheckedIOException onDisk -> throw onDisk.getCause();
            case IOException io when io.getCause() instanceof ToDisk.TooMuch tooMuch ->
                    Web.bad(at, tooMuch.getMessage(), tooMuch);
            case IOException io -> Web.unreachable(at, io);
            default -> Web.bad(at, String.valueOf(e.getCause()), e);
        };
    }

    private static URI checked(URI address) throws FailureException {
        if (!allowed(address)) {
            throw new FailureException(new Failure.BadInput(Text.of("update.unsafe-address", address.toString()), ""));
        }
        return address;
    }

    private static boolean redirected(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static FailureException refused(URI at, int status) {
        return new FailureException(new Failure.NetworkFailed(Hosts.name(at), "HTTP " + status));
    }

    private static FailureException disk(Path file, IOException e) {
        var folder = file.toAbsolutePath().getParent().toString();
        // What cannot be opened is a matter of permission; what cannot be written to any more, of space.
        return new FailureException(e instanceof FileSystemException
                ? new Failure.PermissionDenied(folder, String.valueOf(e.getMessage()))
                : new Failure.DiskFull(folder, String.valueOf(e.getMessage())), e);
    }

    @Override
    public void close() {
        web.close();
    }
}
