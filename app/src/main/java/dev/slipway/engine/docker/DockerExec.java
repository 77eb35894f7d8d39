package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Background;
import dev.slipway.engine.Engine.Command;
import dev.slipway.engine.Engine.LogChunk;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.function.Consumer;

/** Commands without a terminal in a running container. */
final class DockerExec {
    private static final int PIECE = 32 * 1024;

    private DockerExec() {
    }

    /** Runs to the end and gives the exit code, -1 when the engine does not tell. */
    static int run(EngineHttp http, String container, Command command, Consumer<LogChunk> output)
            throws ApiError, IOException, InterruptedException {
        var exec = make(http, container, command, true, false);
        try (var response = http.stream("/exec/" + exec + "/start", start(false))) {
            Demultiplexer.read(response.getBody(), false, output);
        } catch (IOException e) {
            throw EngineHttp.interruptedOr(e);
        }
        return http.get("/exec/" + exec + "/json").path("ExitCode").asInt(-1);
    }

    /** The same with something to read, whose end is passed on where the connection can. */
    static int pipe(EngineHttp http, URI engine, Background background, String container, Command command,
            InputStream input, Consumer<LogChunk> output) throws ApiError, IOException, InterruptedException {
        var exec = make(http, container, command, true, true);
        var path = "/exec/" + exec + "/start";
        try {
            var raw = RawConnection.open(engine, path, start(false));
            if (raw.isPresent()) {
                pipe(raw.get(), background, input, output);
            } else {
                try (var response = http.hijack(path, start(false), input)) {
                    Demultiplexer.read(response.getBody(), false, output);
                }
            }
        } catch (IOException e) {
            throw EngineHttp.interruptedOr(e);
        }
        return http.get("/exec/" + exec + "/json").path("ExitCode").asInt(-1);
    }

    private static void pipe(RawConnection raw, Background background, InputStream input, Consumer<LogChunk> output)
            throws IOException {
        try (raw) {
            var typing = background.run("input", () -> {
                var buffer = new byte[PIECE];
                for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                    raw.write(buffer, read);
                }
                raw.endOutput();
                return null;
            }, _ -> {
                // A command that ended before its input has nobody left to read it.
            });
            try {
                Demultiplexer.read(raw.input(), false, output);
            } finally {
                typing.cancel();
            }
        }
    }

    /** Starts it and returns at once. */
    static void detach(EngineHttp http, String container, Command command)
            throws ApiError, IOException, InterruptedException {
        http.post("/exec/" + make(http, container, command, false, false) + "/start", start(true));
    }

    private static String make(EngineHttp http, String container, Command command, boolean attach, boolean input)
            throws ApiError, IOException, InterruptedException {
        var body = EngineHttp.JSON.createObjectNode().put("AttachStdout", attach).put("AttachStderr", attach)
                .put("AttachStdin", input);
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
