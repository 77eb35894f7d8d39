package dev.slipway.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {
    private static final String ID = "20261121-043108-k7q2";

    @TempDir
    Path project;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsWhatTheScriptsWrite() {
        var files = new JobFiles(ID, Map.of("asked", bytes("session=thesis\nboot=b\ninit=9\nat=1800000000\nup=10.00\n"),
                "started", bytes("supervisor=7\nmain=9\nat=1800000001\nup=11.25\n"),
                "ended", bytes("code=3\nat=1800000400\nup=71.75\n"), "command", bytes("python\0train it.py\0")));
        assertEquals("thesis", files.session());
        assertEquals(List.of("python", "train it.py"), files.command());
        assertEquals(Optional.of(new JobState.Ended(3, Instant.ofEpochSecond(1_800_000_400L),
                Optional.of(Duration.ofMillis(60_500)))), files.end(), "the clock was set in between");
        var job = files.job(files.end().orElseThrow());
        assertEquals("python 'train it.py'", job.line());
        assertEquals(Instant.ofEpochSecond(1_800_000_000L), job.askedAt());
    }

    @Test
    void passesOverWhatIsNotAsItShouldBe() {
        var files = new JobFiles(ID, Map.of("asked", bytes("session=" + "x".repeat(300) + "\nat=99999999999\n"),
                "ended", bytes("code=256\nat=-1\n")));
        assertEquals("", files.session());
        assertEquals(Optional.empty(), files.end());
        assertEquals(List.of(), files.command());
        assertEquals(Instant.parse("2026-11-21T04:31:08Z"), files.askedAt(), "by its name");
    }

    @Property
    void neverFailsOnForeignBytes(@ForAll byte[] asked, @ForAll byte[] command) {
        var files = new JobFiles(ID, Map.of("asked", asked, "started", asked, "ended", asked, "command", command));
        files.job(files.end().<JobState>map(it -> it).orElseGet(JobState.Lost::new)).line();
        JobFiles.parse(asked);
        JobFiles.found(new String(command, StandardCharsets.ISO_8859_1));
    }

    @Property
    void takesTheRecordsApartAndEndsWhereTheyAreCut(@ForAll byte[] first, @ForAll byte[] second) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(bytes(ID + " asked " + first.length + "\n"));
        all.writeBytes(first);
        int whole = all.size();
        all.writeBytes(bytes(ID + " command " + second.length + "\n"));
        all.writeBytes(second);
        var parsed = JobFiles.parse(all.toByteArray()).getFirst().files();
        assertEquals(2, parsed.size());
        assertTrue(java.util.Arrays.equals(second, parsed.get("command")));
        var cut = JobFiles.parse(java.util.Arrays.copyOf(all.toByteArray(), whole + 3));
        assertTrue(java.util.Arrays.equals(first, cut.getFirst().files().get("asked")));
        assertEquals(1, cut.getFirst().files().size());
    }

    @Test
    void followsNoLinkOnTheWayAndOpensPlainFilesOnly() throws Exception {
        var secret = Files.createDirectories(project.resolve("secret"));
        Files.writeString(secret.resolve("output"), "hidden");
        var jobs = Files.createDirectories(project.resolve(".slipway/jobs"));
        Files.createSymbolicLink(jobs.resolve(ID), secret);
        var other = Files.createDirectories(jobs.resolve("20261121-043108-aaaa"));
        Files.createSymbolicLink(other.resolve("output"), secret.resolve("output"));
        Files.createSymbolicLink(other.resolve("asked"), secret.resolve("output"));
        assertEquals(0, new ProcessBuilder("mkfifo", other.resolve("ended").toString()).start().waitFor());
        var folder = new ProjectFolder(project);
        assertEquals(List.of(), folder.pieces(ID));
        assertEquals(0, folder.read(ID, 0, 0, 100).length);
        assertEquals(List.of(), folder.pieces("20261121-043108-aaaa"));
        assertEquals(0, folder.read("20261121-043108-aaaa", 0, 0, 100).length);
        assertEquals(Map.of(), folder.jobs(List.of("20261121-043108-aaaa")).getFirst().files());
        assertEquals(List.of(), new ProjectFolder(project.resolve("nothing")).jobs());

        Files.move(project.resolve(".slipway"), project.resolve("moved"));
        Files.createSymbolicLink(project.resolve(".slipway"), project.resolve("moved"));
        assertEquals(List.of(), folder.names());
    }
}
