package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.slipway.engine.BuildProgress;
import dev.slipway.engine.BuildRequest;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One build, read on the calling thread; an interrupt closes the connection, upon which the engine stops building.
 * Docker's classic builder is used, which every Docker has behind its API without a session of BuildKit's.
 */
final class Build {
    private Build() {
    }

    static void run(EngineHttp http, BuildRequest request, boolean podman, Consumer<BuildProgress> progress)
            throws ApiError, IOException, InterruptedException {
        var log = new BuildLog(progress);
        try (var response = http.stream(Request.Method.POST, path(request, podman), Tar.of(request.files()));
                var messages = EngineHttp.JSON.readerFor(JsonNode.class).<JsonNode>readValues(response.getBody())) {
            while (messages.hasNextValue()) {
                var message = messages.nextValue();
                log.text(Json.text(message.path("stream")));
                Pull.failIfError(message);
            }
            log.end();
        } catch (IOException e) {
            throw EngineHttp.interruptedOr(e);
        }
    }

    private static String path(BuildRequest request, boolean podman) {
        // Commands of a build that failed or was broken off leave no container behind. Podman also caches the steps
        // between, under no name; one layer for all of them leaves none.
        return "/build?dockerfile=" + BuildRequest.DOCKERFILE + "&rm=true&forcerm=true&pull=false&t="
                + EngineHttp.encode(request.tag()) + "&buildargs=" + json(request.arguments())
                + (request.hostNetwork() ? "&networkmode=host" : "")
                + (podman ? "&layers=false" : "");
    }

    private static String json(Map<String, String> values) {
        var node = EngineHttp.JSON.createObjectNode();
        values.forEach(node::put);
        return EngineHttp.encode(node.toString());
    }
}
