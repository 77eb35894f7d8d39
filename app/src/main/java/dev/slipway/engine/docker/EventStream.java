package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.slipway.base.Background;
import dev.slipway.base.Subscription;
import dev.slipway.engine.Engine.EngineEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's events about containers with a label, over restarts of the engine. */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final EngineHttp http;
    private final String path;
    private final Consumer<EngineEvent> event;
    private final Consumer<Boolean> connection;
    private final AtomicReference<DockerHttpClient.Response> open = new AtomicReference<>();
    private volatile boolean closed;

    private EventStream(EngineHttp http, String label, Consumer<EngineEvent> event, Consumer<Boolean> connection) {
        this.http = http;
        this.event = event;
        this.connection = connection;
        var filters = EngineHttp.JSON.createObjectNode();
        filters.putArray("type").add("container");
        filters.putArray("label").add(label);
        this.path = "/events?stream=true&filters=" + EngineHttp.encode(filters.toString());
    }

    static Subscription subscribe(EngineHttp http, Background background, String label, Consumer<EngineEvent> event,
            Consumer<Boolean> connection) {
        var stream = new EventStream(http, label, event, connection);
        var task = background.run("events of " + label, () -> {
            stream.run();
            return null;
        }, _ -> {
        });
        return () -> {
            stream.closed = true;
            task.cancel();
            var response = stream.open.getAndSet(null);
            if (response != null) {
                response.close();
            }
        };
    }

    private void run() throws InterruptedException {
        while (!closed) {
            try (var response = http.stream(Request.Method.GET, path, Map.of())) {
                open.set(response);
                connection.accept(true);
                read(response);
            } catch (ApiError | IOException e) {
                LOG.debug("The engine's events ended: {}", e.toString());
            }
            if (Thread.interrupted() || closed) {
                return;
            }
            connection.accept(false);
            Thread.sleep(RETRY);
        }
    }

    private void read(DockerHttpClient.Response response) throws IOException, InterruptedException {
        try (var messages = EngineHttp.JSON.readerFor(JsonNode.class).<JsonNode>readValues(response.getBody())) {
            while (messages.hasNextValue()) {
                var message = messages.nextValue();
                var id = Json.text(message.path("Actor").path("ID"));
                var action = action(Json.text(message.path("Action")));
                if (!id.isEmpty() && !action.isEmpty()) {
                    event.accept(new EngineEvent(id, action));
                }
            }
        } catch (IOException e) {
            throw EngineHttp.interruptedOr(e);
        }
    }

    /** Docker's words for Podman's, and "exec_start" for "exec_start: sh -c ...". */
    private static String action(String action) {
        int colon = action.indexOf(':');
        var word = colon < 0 ? action : action.substring(0, colon);
        return switch (word) {
            case "died" -> "die";
            case "remove" -> "destroy";
            default -> word;
        };
    }
}
