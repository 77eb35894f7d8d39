package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.testbed.TestBed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program as a process of its own against a real engine, as a user's shell does. */
@Tag("engine")
class CommandLineEngineTest {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private TestBed bed;
    private final List<String> names = new ArrayList<>();

    private record Result(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @BeforeEach
    void open() {
        bed = TestBed.open();
    }

    @AfterEach
    void removeWhatIsLeft() throws IOException, InterruptedException {
        for (var name : names) {
            run("rm", name, "--yes");
        }
        bed.close();
    }

    @Test
    void anEnvironmentGoesFromUpToRemoved() throws Exception {
        var name = name("cli");
        var project = Files.createDirectory(folder.resolve("project"));
        var up = ends(0, "up", "--name", name, "--image", bed.property("imageTiny"), "--gpus", "none", "--project",
                project.toString());
        assertTrue(up.out().contains(name), up.out());
        var session = session(name);
        assertEquals("running", session.get("state").asText());
        assertEquals(project.toString(), session.get("project").asText());

        ends(7, "shell", name, "--", "sh", "-c", "echo written > seen.txt; exit 7");
        assertEquals("written\n", Files.readString(project.resolve("seen.txt")));

        ends(0, "stop", name);
        assertEquals("stopped", session(name).get("state").asText());
        ends(0, "up", name);
        assertEquals("running", session(name).get("state").asText());

        // Without a terminal and without --yes nothing is removed.
        ends(2, "rm", name);
        assertEquals("running", session(name).get("state").asText());
        ends(0, "rm", name, "--yes");
        ends(1, "stop", name);
    }

    @Test
    void jupyterAnswersAtThePrintedAddressOnly() throws Exception {
        var name = name("jp");
        var up = ends(0, "up", "--name", name, "--image", bed.jupyter(), "--gpus", "none", "--jupyter");
        var printed = ends(0, "jupyter", name, "--print");
        assertTrue(up.out().contains(printed.out().strip()), "up prints the same address");
        var address = URI.create(printed.out().strip());
        assertEquals("127.0.0.1", address.getHost());
        assertEquals(200, status(address.resolve("api/status?" + address.getQuery())));
        assertEquals(403, status(address.resolve("api/status")));
    }

    @Test
    void watchSeesTheSession() throws Exception {
        var name = name("watch");
        ends(0, "up", "--name", name, "--image", bed.property("imageTiny"), "--gpus", "none");
        var watch = run("watch", "--count", "4", "--json");
        assertEquals(0, watch.code(), watch.err());
        var lines = watch.out().lines().toList();
        assertEquals(4, lines.size());
        var last = new ObjectMapper().readTree(lines.getLast());
        var seen = new ArrayList<String>();
        last.get("sessions").forEach(session -> seen.add(session.get("name").asText()));
        assertTrue(seen.contains(name), watch.out());
        last.get("sessions").forEach(session -> assertTrue(!session.has("memoryBytes")
                || session.get("memoryBytes").asLong() > 0, "a value that is not available is left out, never 0"));
    }

    @Test
    void aJobOutlivesTheCommandThatStartedIt() throws Exception {
        var name = name("job");
        var project = Files.createDirectory(folder.resolve("jobs"));
        ends(0, "up", "--name", name, "--image", bed.property("imageTiny"), "--gpus", "none", "--project",
                project.toString());
        var failed = run("run", name, "--attach", "--", "sh", "-c", "echo \"$1\"; exit 7", "x", "to the end");
        assertEquals(7, failed.code(), failed.err());
        assertEquals("to the end\n", failed.out());

        var attached = start("run", name, "--attach", "--", "sh", "-c", "echo on; sleep 300");
        try (var lines = attached.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("on", lines.readLine());
            attached.destroyForcibly().waitFor();
        }
        var jobs = run("jobs", name, "--json").json();
        assertEquals(2, jobs.size());
        assertEquals("running", jobs.get(0).get("state").asText());
        assertFalse(jobs.get(0).has("peakGpuBytes"), "not measured is left out, never 0");
        assertEquals(7, jobs.get(1).get("exitCode").asInt());
        var id = jobs.get(0).get("id").asText();
        assertEquals("on\n", run("jobs", "output", id).out());
        ends(0, "jobs", "stop", id);
        assertEquals("ended", run("jobs", name, "--json").json().get(0).get("state").asText());
        ends(1, "run", "no-such-session", "--", "true");
        ends(0, "stop", name);
        ends(2, "run", name, "--", "true");
        assertEquals(2, run("jobs", name, "--json").json().size());
    }

    @Test
    void ctrlCUndoesALaunch() throws Exception {
        var name = name("int");
        var process = start("up", "--name", name, "--image", bed.jupyter(), "--gpus", "none", "--jupyter");
        try (var errors = process.errorReader(StandardCharsets.UTF_8)) {
            var line = errors.readLine();
            while (line != null && !line.contains("Jupyter")) {
                line = errors.readLine();
            }
            // SIGTERM ends a program the same way as Ctrl-C does: through its shutdown hooks.
            process.destroy();
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertFalse(run("ps", "--json").out().contains(name));
        assertFalse(Files.exists(folder.resolve("home/data/environments/" + name + ".slipway")));
    }

    @Test
    void ctrlCEndsASelfTestInside() throws Exception {
        var name = name("selftest");
        ends(0, "up", "--name", name, "--image", bed.jupyter(), "--gpus", "none");
        // A PyTorch that never comes back from its import.
        assertEquals(0, run("shell", name, "--", "sh", "-c", "d=$(python3 -c 'import site; "
                + "print(site.getusersitepackages())') && mkdir -p $d && "
                + "echo 'import time; time.sleep(600)' >$d/torch.py").code());
        var process = start("selftest", name);
        try (var errors = process.errorReader(StandardCharsets.UTF_8)) {
            var line = errors.readLine();
            while (line != null && !line.contains("PyTorch")) {
                line = errors.readLine();
            }
            assertTrue(run("shell", name, "--", "ps", "-eo", "args").out().contains("SLIPWAY_SELFTEST"));
            process.destroy();
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertFalse(run("shell", name, "--", "ps", "-eo", "args").out().contains("SLIPWAY_SELFTEST"));
    }

    @Test
    void anEngineThatIsNotThereIsNoFailureForMachine() throws Exception {
        var none = "unix://" + folder.resolve("none.sock");
        var machine = finish(startOn(none, "machine", "--json"));
        assertEquals(0, machine.code(), machine.err());
        assertFalse(machine.json().at("/engine/endpoint").asText().contains("none.sock"), machine.out());
    }

    private String name(String what) {
        var name = bed.name(what);
        names.add(name);
        return name;
    }

    private JsonNode session(String name) throws IOException, InterruptedException {
        var ps = run("ps", "--json");
        assertEquals(0, ps.code(), ps.err());
        for (var session : ps.json()) {
            if (session.get("name").asText().equals(name)) {
                return session;
            }
        }
        throw new AssertionError(name + " is not in " + ps.out());
    }

    /** Runs a command that has to end so; one that does not is shown with its own words. */
    private Result ends(int code, String... arguments) throws IOException, InterruptedException {
        var result = run(arguments);
        assertEquals(code, result.code(), () -> String.join(" ", arguments) + "\n" + result.out() + result.err());
        return result;
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return finish(start(arguments));
    }

    private Process start(String... arguments) throws IOException {
        return startOn(bed.property("docker"), arguments);
    }

    private Process startOn(String engine, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), "dev.slipway.Main", "--language", "en"));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("SLIPWAY_HOME", folder.resolve("home").toString());
        builder.environment().put("DOCKER_HOST", engine);
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private Result finish(Process process) throws IOException, InterruptedException {
        var err = new StringBuilder();
        var reader = Thread.ofVirtual().start(() -> {
            try (var errors = process.errorReader(StandardCharsets.UTF_8)) {
                errors.lines().forEach(line -> err.append(line).append('\n'));
            } catch (IOException e) {
                err.append(e);
            }
        });
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the command does not end");
        reader.join();
        return new Result(process.exitValue(), out, err.toString());
    }

    private static int status(URI address) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
