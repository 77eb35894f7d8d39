package dev.slipway.access;

import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.base.Text;
import dev.slipway.engine.EngineInfo;
import dev.slipway.environment.StartScripts;
import dev.slipway.session.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Opens a session in an editor that attaches to containers. Which extension does that is the editor's own affair; that
 * there is one is looked at, since the editor would otherwise open an empty window without a word. Blocking.
 */
public final class Editors {
    private static final String EXTENSION = "remote-containers";
    private static final long LISTING_SECONDS = 20;
    private static final long START_SECONDS = 10;
    private static final int LONGEST = 1 << 20;

    private final String osName;
    private final Map<String, String> env;
    private final Path home;

    /** The editors of this user. */
    public Editors(String osName, Map<String, String> env, Path home) {
        this.osName = osName;
        this.env = Map.copyOf(env);
        this.home = home;
    }

    /** Those that are installed. */
    public List<Editor> installed() {
        return Arrays.stream(Editor.values()).filter(editor -> program(editor).isPresent()).toList();
    }

    private Optional<Path> program(Editor editor) {
        return editor.places(osName, env, home).stream().filter(Files::isExecutable).findFirst();
    }

    /** Opens a session's working folder in an editor; the first that is installed when none is named. */
    public Editor open(Sessions.Held held, Optional<Editor> wanted) throws FailureException, InterruptedException {
        var editor = wanted.or(() -> installed().stream().findFirst()).orElseThrow(() ->
                bad(Text.of("access.editor.none"), ""));
        var program = program(editor).orElseThrow(() -> bad(Text.of("access.editor.missing", editor.title()), ""));
        var info = held.engine().info();
        var extensions = run(List.of(program.toString(), "--list-extensions"), info, LISTING_SECONDS);
        if (!extensions.contains(EXTENSION)) {
            throw bad(Text.of("access.editor.no-extension", editor.title(), editor.id()), extensions);
        }
        run(List.of(program.toString(), "--folder-uri", address(held, info)), info, START_SECONDS);
        return editor;
    }

    /** The address by which these editors attach to a container: its description in hexadecimal digits. */
    static String address(Sessions.Held held, EngineInfo info) {
        var host = info.endpoint().uri().toString();
        // The extension reads either the bare id, or this JSON, which can say where the engine is.
        var described = host.equals("unix:///var/run/docker.sock") ? held.containerId()
                : "{\"containerName\":\"/slipway-" + held.session().name() + "\",\"settings\":{\"host\":\""
                        + host + "\"}}";
        var folder = held.session().environment().project().map(_ -> StartScripts.WORKSPACE).orElse("/");
        return "vscode-remote://attached-container+"
                + HexFormat.of().formatHex(described.getBytes(StandardCharsets.UTF_8)) + folder;
    }

    private String run(List<String> command, EngineInfo info, long seconds)
            throws FailureException, InterruptedException {
        try {
            var output = Files.createTempFile("slipway-editor", ".txt");
            try {
                var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
                // The editor's docker command is to find the engine that Slipway uses, not another one.
                builder.environment().put("DOCKER_HOST", info.endpoint().uri().toString());
                builder.environment().remove("DOCKER_CONTEXT");
                var process = builder.start();
                process.getOutputStream().close();
                boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
                var words = read(output);
                if (ended && process.exitValue() != 0) {
                    throw bad(Text.of("access.editor.failed", command.getFirst()), words);
                }
                return words;
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw bad(Text.of("access.editor.failed", command.getFirst()), e.toString());
        }
    }

    private static String read(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }

    private static FailureException bad(Text problem, String detail) {
        return new FailureException(new Failure.BadInput(problem, detail));
    }
}
