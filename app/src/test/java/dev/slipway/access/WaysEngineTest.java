package dev.slipway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Background;
import dev.slipway.base.Failure;
import dev.slipway.base.FailureException;
import dev.slipway.engine.Engine;
import dev.slipway.environment.Environment;
import dev.slipway.environment.Environment.GpuChoice;
import dev.slipway.environment.Extras;
import dev.slipway.environment.LaunchInputs.Caller;
import dev.slipway.session.EngineSessions;
import dev.slipway.session.FakeMachine;
import dev.slipway.session.Session;
import dev.slipway.testbed.TestBed;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Editors and web pages over real sessions, and two sessions side by side. */
@Tag("engine")
@Timeout(120)
class WaysEngineTest {
    private final TestBed bed = TestBed.open();
    private final EngineSessions sessions = new EngineSessions(new FakeMachine(bed.docker()),
            Background.virtualThreads(), Optional.of(new Caller(4321, 4321, List.of(4321L))));
    private final WebPages pages = new WebPages();

    @TempDir
    private Path folder;

    @AfterEach
    void clean() throws Exception {
        sessions.refresh();
        for (var session : sessions.list()) {
            if (session.name().contains(bed.run())) {
                sessions.remove(session.name());
            }
        }
        sessions.close();
        bed.close();
    }

    private Session launch(String what, Optional<Path> project, boolean jupyter, GpuChoice gpus, Extras extras)
            throws Exception {
        return sessions.launch(new Environment(bed.name(what), bed.jupyter(), gpus, project, jupyter,
                Optional.empty(), Optional.empty(), extras));
    }

    private Path project(String name) throws Exception {
        var made = Files.createDirectories(folder.resolve(name));
        Files.setAttribute(made, "unix:uid", 4321);
        return made;
    }

    private static int status(URI address) throws Exception {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        return connection.getResponseCode();
    }

    private static String problem(FailureException e) {
        return ((Failure.BadInput) e.failure()).problem().key();
    }

    @Test
    void opensAPageThatAnswersAndSaysWhenNoneDoes() throws Exception {
        var session = launch("page", Optional.empty(), false, new GpuChoice.None(),
                Extras.NONE.withApps(List.of(new Extras.WebApp("files", 8123, "/"))));
        var held = sessions.held(session.name());
        assertEquals(List.of("tensorboard", "files"), WebPages.names(session));
        assertEquals("access.page.silent", problem(assertThrows(FailureException.class,
                () -> pages.open(held, "files"))));
        held.engine().startDetached(held.containerId(), Engine.Command.of(List.of("python3", "-m", "http.server",
                "8123")));
        TestBed.await("the page answers", 20, () -> {
            try {
                return status(pages.open(held, "files")) == 200;
            } catch (Exception e) {
                return false;
            }
        });
        assertEquals("127.0.0.1", pages.open(held, "files").getHost());
        assertEquals("access.page.unknown", problem(assertThrows(FailureException.class,
                () -> pages.open(held, "other"))));
        assertEquals("access.tensorboard.missing", problem(assertThrows(FailureException.class,
                () -> pages.open(held, "tensorboard"))));
    }

    /** The image has no TensorBoard; this one takes its options and serves below the given path. */
    private static final String TENSORBOARD = """
            #!/usr/bin/env python3
            import argparse, http.server, os, sys
            given = argparse.ArgumentParser(prog="tensorboard")
            for option in ("--logdir", "--host", "--port", "--path_prefix"):
                given.add_argument(option, required=True)
            said = given.parse_args()
            class Page(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    good = self.path.startswith(said.path_prefix + "/")
                    self.send_response(200 if good else 404)
                    self.end_headers()
                    if good:
                        self.wfile.write(os.path.abspath(said.logdir).encode())
            http.server.HTTPServer((said.host, int(said.port)), Page).serve_forever()
            """;

    @Test
    void offersTensorBoardForEventFilesAndOpensItBehindAnUnguessablePath() throws Exception {
        var project = project("train");
        var session = launch("tb", Optional.of(project), false, new GpuChoice.None(), Extras.NONE);
        var held = sessions.held(session.name());
        assertFalse(pages.tensorBoardOffered(held));
        for (var run : List.of("one", "two")) {
            Files.writeString(Files.createDirectories(project.resolve("runs").resolve(run))
                    .resolve("events.out.tfevents.1.host"), "");
        }
        assertTrue(pages.tensorBoardOffered(held));
        held.engine().run(held.containerId(), new Engine.Command(List.of("sh", "-c",
                "printf '%s' \"$T\" >/usr/local/bin/tensorboard; chmod 755 /usr/local/bin/tensorboard"),
                Map.of("T", TENSORBOARD), Optional.of("0:0"), Optional.empty()), _ -> {
                });
        var address = pages.open(held, "tensorboard");
        assertTrue(address.getPath().matches("/[0-9a-f]{32}/"), address.toString());
        assertEquals(session.ports().get("tensorboard"), address.getPort());
        assertEquals(404, status(address.resolve("/")), "other users of the machine do not know the path");
        try (var stream = address.toURL().openStream()) {
            assertEquals("/workspace/runs", new String(stream.readAllBytes()));
        }
        assertEquals(address, pages.open(held, "tensorboard"), "the same one, not a second");
        sessions.stop(session.name());
        assertThrows(java.io.IOException.class, () -> status(address));
        sessions.start(session.name());
        assertEquals(address.getPort(), pages.open(sessions.held(session.name()), "tensorboard").getPort());
    }

    private Editors editors(String extensions) throws Exception {
        var bin = Files.createDirectories(folder.resolve("bin"));
        var code = bin.resolve("code");
        Files.writeString(code, """
                #!/bin/sh
                if [ "$1" = --list-extensions ]; then echo %s; exit 0; fi
                printf '%%s\\n' "$@" "DOCKER_HOST=$DOCKER_HOST" >%s
                """.formatted(extensions, folder.resolve("asked")));
        Files.setPosixFilePermissions(code, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Editors("linux", Map.of("PATH", bin.toString()), folder);
    }

    @Test
    void attachesAnEditorToTheContainerOnTheEngineInUse() throws Exception {
        var session = launch("code", Optional.of(project("p")), false, new GpuChoice.None(), Extras.NONE);
        var held = sessions.held(session.name());
        assertEquals("access.editor.no-extension", problem(assertThrows(FailureException.class,
                () -> editors("ms-python.python").open(held, Optional.of(Editor.CODE)))));
        assertEquals(Editor.CODE, editors("ms-vscode-remote.remote-containers").open(held, Optional.of(Editor.CODE)));
        var asked = Files.readAllLines(folder.resolve("asked"));
        assertEquals("--folder-uri", asked.getFirst());
        assertEquals("DOCKER_HOST=" + bed.property("docker"), asked.get(2));
        var address = asked.get(1);
        var start = "vscode-remote://attached-container+";
        assertTrue(address.startsWith(start) && address.endsWith("/workspace"), address);
        var described = new String(HexFormat.of().parseHex(address.substring(start.length(),
                address.length() - "/workspace".length())));
        assertEquals("{\"containerName\":\"/slipway-" + session.name() + "\",\"settings\":{\"host\":\""
                + bed.property("docker") + "\"}}", described);
        assertEquals("access.editor.missing", problem(assertThrows(FailureException.class,
                () -> new Editors("linux", Map.of("PATH", ""), folder).open(held, Optional.of(Editor.CURSOR)))));
    }

    @Test
    void keepsTwoSessionsOnOneGpuApart() throws Exception {
        var gpu = new GpuChoice.Some(List.of("0"));
        var app = Extras.NONE.withApps(List.of(new Extras.WebApp("demo", 8123, "/")));
        var one = launch("one", Optional.of(project("one")), true, gpu, app);
        var two = launch("two", Optional.of(project("two")), true, gpu, app);
        assertEquals(one.gpus(), two.gpus());
        assertNotEquals(one.colour(), two.colour());
        var ports = new HashSet<>(one.ports().values());
        ports.addAll(two.ports().values());
        ports.add(one.jupyterPort().orElseThrow());
        ports.add(two.jupyterPort().orElseThrow());
        assertEquals(6, ports.size(), "no port is shared: " + one + two);
        var first = sessions.jupyter(one.name());
        var second = sessions.jupyter(two.name());
        assertNotEquals(first.getQuery(), second.getQuery(), "each has its own secret");
        assertNotEquals(first.getPath(), second.getPath(), "cookies of one do not reach the other");
        assertEquals(200, status(first.resolve("api/status?" + first.getQuery())));
        assertEquals(403, status(first.resolve("api/status?" + second.getQuery())));
        for (var session : List.of(one, two)) {
            var held = sessions.held(session.name());
            held.engine().exec(held.containerId(), List.of("sh", "-c", "echo " + session.name() + " >mine"),
                    Duration.ofSeconds(10));
        }
        assertEquals(one.name(), Files.readString(folder.resolve("one/mine")).strip());
        assertEquals(two.name(), Files.readString(folder.resolve("two/mine")).strip());
        // One ends; the other goes on.
        sessions.stop(one.name());
        assertEquals(second, sessions.jupyter(two.name()));
    }
}
