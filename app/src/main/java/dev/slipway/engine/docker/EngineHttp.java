package dev.slipway.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Requests to an engine over docker-java's transport (Unix sockets, named pipes, TCP). The typed commands of
 * docker-java are not used: they know neither the CDI fields of newer engines nor Podman's own API, read streams on
 * threads of their own, and are not ended by an interrupt. Here the calling thread waits, and an interrupt closes the
 * connection.
 *
 * <p>Paths carry no version, so that every engine answers in the newest one it speaks. Each request has a connection of
 * its own: on a local socket that costs little, and none goes stale when the engine is restarted. Thread-safe.
 */
final class EngineHttp implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_ERROR = 64 * 1024;
    private static final int LONGEST_ANSWER = 64 << 20;

    private final DockerHttpClient client;

    EngineHttp(URI uri) {
        client = new ZerodepDockerHttpClient.Builder().dockerHost(uri).sslConfig(Tls.of(uri, System.getenv()))
                .connectionTimeout(CONNECT).build();
    }

    JsonNode get(String path) throws ApiError, IOException, InterruptedException {
        return call(Request.Method.GET, path, null);
    }

    JsonNode post(String path, JsonNode body) throws ApiError, IOException, InterruptedException {
        return call(Request.Method.POST, path, body);
    }

    void delete(String path) throws ApiError, IOException, InterruptedException {
        call(Request.Method.DELETE, path, null);
    }

    private JsonNode call(Request.Method method, String path, JsonNode body)
            throws ApiError, IOException, InterruptedException {
        try (var response = open(method, path, body, Map.of(), null)) {
            var text = read(response.getBody(), LONGEST_ANSWER);
            return text.length == 0 ? MissingNode.getInstance() : parse(text);
        } catch (IOException e) {
            throw interruptedOr(e);
        }
    }

    private static JsonNode parse(byte[] text) throws IOException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            // Some calls answer in plain words ("OK"); none of them is read for its answer.
            return MissingNode.getInstance();
        }
    }

    /** Opens a streamed answer; the caller closes it. From another thread, closing it ends a read. */
    DockerHttpClient.Response stream(Request.Method method, String path, Map<String, String> headers)
            throws ApiError, IOException, InterruptedException {
        return open(method, path, null, headers, null);
    }

    /** Opens the answer to a POST with a body as a stream; the caller closes it. */
    DockerHttpClient.Response stream(String path, JsonNode body) throws ApiError, IOException, InterruptedException {
        return open(Request.Method.POST, path, body, Map.of(), null);
    }

    /** Opens the answer to a request with a tar archive as its body as a stream; the caller closes it. */
    DockerHttpClient.Response stream(Request.Method method, String path, byte[] archive)
            throws ApiError, IOException, InterruptedException {
        return send(Request.builder().method(method).path(path).putHeader("Content-Type", "application/x-tar")
                .putHeader("Connection", "close").bodyBytes(archive));
    }

    /** Opens a connection that goes on as a raw stream in both directions; what {@code input} gives is sent. */
    DockerHttpClient.Response hijack(String path, JsonNode body, InputStream input)
            throws ApiError, IOException, InterruptedException {
        return open(Request.Method.POST, path, body, Map.of(), input);
    }

    private DockerHttpClient.Response open(Request.Method method, String path, JsonNode body,
            Map<String, String> headers, InputStream hijacked) throws ApiError, IOException, InterruptedException {
        var request = Request.builder().method(method).path(path).putAllHeaders(headers);
        if (body != null) {
            request.putHeader("Content-Type", "application/json").bodyBytes(JSON.writeValueAsBytes(body));
        } else if (method == Request.Method.POST) {
            // Podman wants a length on every POST.
            request.bodyBytes(new byte[0]);
        }
        if (hijacked == null) {
            request.putHeader("Connection", "close");
        } else {
            request.hijackedInput(hijacked);
        }
        return send(request);
    }

    private DockerHttpClient.Response send(DockerHttpClient.Request.Builder request)
            throws ApiError, IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        DockerHttpClient.Response response;
        try {
            response = client.execute(request.build());
        } catch (RuntimeException e) {
            throw interruptedOr(ioCause(e));
        }
        if (response.getStatusCode() >= 400 || response.getStatusCode() == 304) {
            try (response) {
                throw new ApiError(response.getStatusCode(), message(read(response.getBody(), LONGEST_ERROR)));
            }
        }
        return response;
    }

    /** The cause of a transport's exception; one that is no I/O error is thrown as it is. */
    private static IOException ioCause(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return io;
            }
        }
        if (e instanceof IllegalStateException) {
            // The transport's word for a client that was closed meanwhile, as when the user chose another engine.
            return new IOException("the connection to the engine was closed", e);
        }
        throw e;
    }

    /** Tells an interrupt, which reaches a socket as a closed channel, from a real error. */
    static IOException interruptedOr(IOException e) throws InterruptedException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedByInterruptException || cause instanceof InterruptedException) {
                Thread.interrupted();
                throw new InterruptedException(e.getMessage());
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException(e.getMessage());
        }
        return e;
    }

    /** The words of an error answer: {"message": "..."}, Podman's {"cause", "message"}, or the plain text. */
    static String message(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8).strip();
        try {
            var message = JSON.readTree(text).path("message");
            return message.isTextual() ? message.asText().strip() : text;
        } catch (JsonProcessingException _) {
            return text;
        }
    }

    private static byte[] read(InputStream body, int longest) throws IOException {
        return body == null ? new byte[0] : body.readNBytes(longest);
    }

    /** Percent-encodes one piece of a path or query. */
    static String encode(String piece) {
        return URLEncoder.encode(piece, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
