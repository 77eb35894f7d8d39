package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.base.Texts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands for jobs, with the tour's jobs behind them. */
class JobsCommandTest {
    @TempDir
    Path folder;

    private TourServices services;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeServices() {
        services = new TourServices(folder);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var console = new Console(new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                false, false, false);
        return new Cli(_ -> services, console, Texts.load(Locale.ENGLISH), "1.0").run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(out());
    }

    @Test
    void listsJobsForPeopleAndPrograms() throws Exception {
        assertEquals(0, run("jobs", "diffusion", "--json"));
        assertEquals(3, json().size());
        var running = json().get(0);
        assertEquals("running", running.get("state").asText());
        assertFalse(running.has("exitCode"));
        assertTrue(running.get("peakGpuBytes").asLong() > 0);
        assertEquals("torchrun", running.get("command").get(0).asText());
        var failed = json().get(2);
        assertEquals(1, failed.get("exitCode").asInt());
        assertFalse(failed.has("peakGpuBytes"), "not measured is left out");
        assertEquals(0, run("jobs"));
        assertTrue(out().contains("not measured") && out().contains("python -m thesis.fit --name 'first try'"), out());
    }

    @Test
    void startsStopsAndShowsOne() throws Exception {
        assertEquals(0, run("run", "thesis", "--json", "--", "python", "a b.py", "--json"));
        var id = json().get("id").asText();
        assertEquals("a b.py", json().get("command").get(1).asText());
        assertEquals("--json", json().get("command").get(2).asText());
        assertEquals(0, run("jobs", "output", id));
        assertTrue(out().contains("epoch  1/40"), out());
        assertEquals(0, run("jobs", "stop", id, "--grace", "1"));
        assertTrue(out().contains("SIGINT"), out());
        assertEquals(0, run("jobs", "stop", id));
        assertTrue(out().contains("not running any more"), out());
        assertEquals(130, run("jobs", "attach", id), "the job's own exit code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs output nothing", "jobs stop nothing", "run thesis", "jobs stop a --grace -1",
        "run course-cv-03 -- true"})
    void refusesWhatMakesNoSense(String line) {
        assertEquals(2, run(line.split(" ")));
        assertFalse(err.toString(StandardCharsets.UTF_8).isBlank());
    }

    @Test
    void saysThatThereIsNoSuchSession() {
        assertEquals(1, run("run", "nowhere", "--", "true"));
    }

    @Test
    void explainsTheCommandsBelow() {
        assertEquals(0, run("jobs", "--help"));
        assertTrue(out().contains("Interrupts a job"), out());
        assertEquals(0, run("jobs", "stop", "--help"));
        assertTrue(out().contains("SIGKILL"), out());
    }
}
