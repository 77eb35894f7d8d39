package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.engine.Engine.Command;
import dev.slipway.engine.Engine.LogChunk;
import java.io.IOException;
import java.util.function.Consumer;

/** Commands without a terminal in a running container. */
final class DockerExec {
    private DockerExec() {
    }

    /** Runs to the end and gives the exit code, -1 when the engine does not tell. */
    static int run(EngineHttp http, String container, Command command, Consumer<LogChunk> output)
            throws ApiError, IOException, InterruptedException {
        var exec = make(http, container, command, true);
        try (var response = http.stream("/exec/" + exec + "/start", start(false))) {
            Demultiplexer.read(response.getBody(), false, output);
        } catch (IOException e) {
            throw EngineHttp.interruptedOr(e);
        }
        return http.get("/exec/" + exec + "/json").path("ExitCode").asInt(-1);
    }

    /** Starts it and returns at once. */
    static void detach(EngineHttp http, String container, Command command)
            throws ApiError, IOException, InterruptedException {
        http.post("/exec/" + make(http, container, command, false) + "/start", start(true));
    }

    private static String make(EngineHttp http, String container, Command command, boolean attach)
            throws ApiError, IOException, InterruptedException {
        var body = EngineHttp.JSON.createObjectNode().put("AttachStdout", attach).put("AttachStderr", attach);
        command.words().forEach(body.putArray("Cmd")::add);
        var variables = body.putArray("Env");
        command.environment().forEach((name, value) -> variables.add(name + "=" + value));
        command.user().ifPresent(user -> body.put("User", user));
        command.workingDir().ifPresent(folder -> body.put("WorkingDir", folder));
        return Json.text(http.post("/containers/" + EngineHttp.encode(container) + "/exec", body).path("Id"));
    }

    private static ObjectNode start(boolean detach) {
        return EngineHttp.JSON.createObjectNode().put("Detach", detach).put("Tty", false);
    }
}
