package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.slipway.engine.PullProgress;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** One pull, read on the calling thread; an interrupt closes the connection, upon which the engine stops pulling. */
final class Pull {
    private static final long BETWEEN_REPORTS_NANOS = 50_000_000L;

    private Pull() {
    }

    static void run(EngineHttp http, String reference, Map<String, String> login, Consumer<PullProgress> progress)
            throws ApiError, IOException, InterruptedException {
        var fold = new PullFold();
        progress.accept(fold.progress());
        try (var response = http.stream(Request.Method.POST, path(reference), login);
                var messages = EngineHttp.JSON.readerFor(JsonNode.class).<JsonNode>readValues(response.getBody())) {
            long reported = System.nanoTime();
            while (messages.hasNextValue()) {
                var message = messages.nextValue();
                failIfError(message);
                long now = System.nanoTime();
                var detail = message.path("progressDetail");
                fold.message(Json.text(message.path("id")), Json.text(message.path("status")),
                        detail.path("current").asLong(), detail.path("total").asLong(), now);
                if (now - reported >= BETWEEN_REPORTS_NANOS) {
                    reported = now;
                    progress.accept(fold.progress());
                }
            }
        } catch (IOException e) {
            throw EngineHttp.interruptedOr(e);
        }
        progress.accept(fold.finished());
    }

    /** Errors arrive inside a stream that began with "200 OK". */
    static void failIfError(JsonNode message) throws ApiError {
        var words = Json.text(message.path("errorDetail").path("message"));
        if (words.isEmpty()) {
            words = Json.text(message.path("error"));
        }
        if (!words.isEmpty()) {
            throw new ApiError(0, words);
        }
    }

    /** Name and tag apart; without a tag an engine would pull all of them. */
    static String path(String reference) {
        int digest = reference.indexOf('@');
        int colon = reference.lastIndexOf(':');
        boolean tagged = colon > reference.lastIndexOf('/');
        String name;
        String tag;
        if (digest >= 0) {
            name = reference.substring(0, digest);
            tag = reference.substring(digest + 1);
            int nameTag = name.lastIndexOf(':');
            name = nameTag > name.lastIndexOf('/') ? name.substring(0, nameTag) : name;
        } else {
            name = tagged ? reference.substring(0, colon) : reference;
            tag = tagged ? reference.substring(colon + 1) : "latest";
        }
        return "/images/create?fromImage=" + EngineHttp.encode(name) + "&tag=" + EngineHttp.encode(tag);
    }
}
