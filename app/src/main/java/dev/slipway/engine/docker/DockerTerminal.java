package dev.slipway.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Outcome;
import dev.slipway.engine.Engine.Terminal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command with a terminal in a container, over the engine's hijacked exec connection. */
final class DockerTerminal implements Terminal {
    private static final Logger LOG = LoggerFactory.getLogger(DockerTerminal.class);
    private static final int PIECE = 32 * 1024;
    private static final int TRIES = 20;
    private static final long BETWEEN_TRIES_MS = 50;

    private final EngineHttp http;
    private final String exec;
    private final TypedInput input;
    private final DockerHttpClient.Response connection;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DockerTerminal(EngineHttp http, String exec, TypedInput input, DockerHttpClient.Response connection) {
        this.http = http;
        this.exec = exec;
        this.input = input;
        this.connection = connection;
    }

    static DockerTerminal start(EngineHttp http, Background background, String container, List<String> command,
            Map<String, String> environment, int columns, int rows, Consumer<byte[]> output, Consumer<Integer> ended)
            throws ApiError, IOException, InterruptedException {
        var body = EngineHttp.JSON.createObjectNode().put("AttachStdin", true).put("AttachStdout", true)
                .put("AttachStderr", true).put("Tty", true);
        command.forEach(body.putArray("Cmd")::add);
        var variables = body.putArray("Env");
        environment.forEach((name, value) -> variables.add(name + "=" + value));
        var exec = Json.text(http.post("/containers/" + EngineHttp.encode(container) + "/exec", body).path("Id"));
        // Engines since Docker 23 take the size here, before the command's first look at it; others ignore it.
        var start = EngineHttp.JSON.createObjectNode().put("Detach", false).put("Tty", true);
        start.putArray("ConsoleSize").add(rows).add(columns);
        var input = new TypedInput();
        var connection = http.hijack("/exec/" + exec + "/start", start, input);
        var terminal = new DockerTerminal(http, exec, input, connection);
        background.run("terminal " + exec, () -> {
            terminal.read(output);
            return terminal.exitCode();
        }, outcome -> {
            terminal.close();
            ended.accept(outcome instanceof Outcome.Done<Integer>(var code) ? code : -1);
        });
        terminal.firstSize(columns, rows);
        return terminal;
    }

    /** An engine may answer before the command runs, and then knows no terminal to size yet. */
    private void firstSize(int columns, int rows) throws InterruptedException {
        for (int i = 0; i < TRIES && !closed.get(); i++) {
            try {
                size(columns, rows);
                return;
            } catch (ApiError | IOException e) {
                LOG.debug("The terminal has no size yet: {}", e.getMessage());
                Thread.sleep(BETWEEN_TRIES_MS);
            }
        }
    }

    private void read(Consumer<byte[]> output) {
        var buffer = new byte[PIECE];
        try {
            var stream = connection.getBody();
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                output.accept(Arrays.copyOf(buffer, read));
            }
        } catch (IOException e) {
            // The normal end of a hung-up terminal; of a lost engine, the exit code then tells.
            LOG.debug("The terminal's connection ended: {}", e.toString());
        }
    }

    /** The command's exit code; -1 when it still runs (the terminal was hung up) or the engine does not tell. */
    private int exitCode() throws InterruptedException {
        for (int i = 0; i < TRIES && !closed.get(); i++) {
            try {
                var inspect = http.get("/exec/" + exec + "/json");
                if (!inspect.path("Running").asBoolean() && inspect.path("ExitCode").isNumber()) {
                    return inspect.path("ExitCode").asInt();
                }
            } catch (ApiError | IOException e) {
                LOG.debug("The exit code is not known: {}", e.toString());
                return -1;
            }
            Thread.sleep(BETWEEN_TRIES_MS);
        }
        return -1;
    }

    @Override
    public void write(byte[] bytes) throws FailureException {
        if (closed.get() || !input.type(bytes)) {
            throw new FailureException(new Failure.EngineRefused("the terminal has ended"));
        }
    }

    @Override
    public void resize(int columns, int rows) throws FailureException, InterruptedException {
        if (closed.get()) {
            return;
        }
        try {
            size(columns, rows);
        } catch (ApiError e) {
            // A command that has just ended has no terminal any more; its end is told elsewhere.
            LOG.debug("The terminal was not resized: {}", e.getMessage());
        } catch (IOException e) {
            throw new FailureException(new Failure.EngineRefused(e.toString()), e);
        }
    }

    private void size(int columns, int rows) throws ApiError, IOException, InterruptedException {
        http.post("/exec/" + exec + "/resize?h=" + Math.max(1, rows) + "&w=" + Math.max(1, columns), null);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            input.close();
            connection.close();
        }
    }
}
