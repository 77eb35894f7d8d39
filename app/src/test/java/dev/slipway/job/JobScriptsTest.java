package dev.slipway.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts of jobs in the shells of this machine, without a container. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class JobScriptsTest {
    @TempDir
    private Path project;

    private final List<Process> started = new ArrayList<>();
    private int made;

    private record Result(int code, String output, String errors) {
    }

    static Stream<List<String>> shells() {
        return Stream.of(List.of("/bin/sh"), List.of("/bin/busybox", "sh"))
                .filter(shell -> Files.isExecutable(Path.of(shell.getFirst())));
    }

    /** With bash too, which is /bin/sh in some images. */
    static Stream<List<String>> moreShells() {
        return Stream.concat(shells(), Stream.of(List.of("/bin/bash", "--posix"))
                .filter(shell -> Files.isExecutable(Path.of(shell.getFirst()))));
    }

    private Path root() {
        return project.resolve(".slipway/jobs");
    }

    private Process begin(List<String> shell, String script, String... arguments) throws IOException {
        var words = new ArrayList<>(shell);
        words.addAll(List.of("-c", script, "slipway-job"));
        words.addAll(List.of(arguments));
        // A session of its own and no signal that is passed over, as engines start what runs in a container; tests that
        // were started in the background pass over SIGINT, and hand that down.
        words.addAll(0, List.of("env", "--default-signal=INT,QUIT", "setsid"));
        var process = new ProcessBuilder(words).directory(project.toFile()).start();
        started.add(process);
        return process;
    }

    private Result run(List<String> shell, String script, String... arguments) throws Exception {
        var process = begin(shell, script, arguments);
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Result(process.exitValue(), output, errors);
    }

    private String ask(List<String> shell, int keep, String... command) throws Exception {
        var id = JobId.make(Instant.ofEpochSecond(1_800_000_000L + made++), new java.security.SecureRandom());
        var words = new ArrayList<>(List.of(root().toString(), id, "here", Integer.toString(keep)));
        words.addAll(List.of(command));
        var result = run(shell, JobScripts.ASK, words.toArray(String[]::new));
        assertEquals(0, result.code(), result.errors());
        assertEquals("", result.errors());
        return id;
    }

    private Process job(List<String> shell, String id, String... command) throws Exception {
        var words = new ArrayList<>(List.of(root().toString(), id, JobScripts.BEGIN));
        words.addAll(List.of(command));
        return begin(shell, JobScripts.RUN, words.toArray(String[]::new));
    }

    private JobFiles files(String id) throws Exception {
        return new ProjectFolder(project).jobs(List.of(id)).getFirst();
    }

    private String output(String id) throws Exception {
        return Files.readString(root().resolve(id).resolve("output"));
    }

    private void awaitStart(String id) throws Exception {
        TestBed.await("the job begins", 10, () -> Files.exists(root().resolve(id).resolve("started")));
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @MethodSource("moreShells")
    void recordsWhatACommandPrintsAndHowItEnds(List<String> shell) throws Exception {
        String[] command = {"/bin/sh", "-c", "echo \"$1|$2\"; echo wrong >&2; cat; exit 7", "x", "two words",
            "$HOME'\"\n*"};
        var id = ask(shell, 9, command);
        assertEquals(0, job(shell, id, command).waitFor());
        var files = files(id);
        assertEquals(7, files.end().orElseThrow().code());
        assertTrue(files.end().orElseThrow().took().isPresent());
        assertEquals(List.of("two words", "$HOME'\"\n*"), files.command().subList(4, 6));
        assertEquals("here", files.session());
        assertEquals("two words|$HOME'\"\n*\nwrong\n", output(id));
        assertEquals("*\n", Files.readString(project.resolve(".slipway/.gitignore")));
        assertFalse(Files.exists(root().resolve(id).resolve("drained")));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void saysThatACommandDoesNotExist(List<String> shell) throws Exception {
        var id = ask(shell, 9, "no-such-program");
        job(shell, id, "no-such-program").waitFor();
        assertEquals(127, files(id).end().orElseThrow().code());
        assertTrue(output(id).contains("no-such-program"), output(id));
    }

    @ParameterizedTest
    @MethodSource("moreShells")
    void tellsARunningJobFromOneThatIsLostOrOfAnotherRun(List<String> shell) throws Exception {
        var id = ask(shell, 9, "sleep", "60");
        assertEquals(id + " waiting\n", run(shell, JobScripts.LOOK, root().toString(), id).output());
        var process = job(shell, id, "sleep", "60");
        awaitStart(id);
        assertEquals(id + " alive\n", run(shell, JobScripts.LOOK, root().toString(), id).output());

        var asked = root().resolve(id).resolve("asked");
        var before = Files.readString(asked);
        Files.writeString(asked, before.replaceFirst("init=\\d+", "init=1"));
        assertEquals(id + " other\n", run(shell, JobScripts.LOOK, root().toString(), id).output());
        Files.writeString(asked, before);

        // The number is in use again by a process that began at another time.
        var begun = root().resolve(id).resolve("started");
        var text = Files.readString(begun);
        Files.writeString(begun, text.replaceAll("Began=(\\d+)", "Began=1$1"));
        assertEquals(id + " lost\n", run(shell, JobScripts.LOOK, root().toString(), id).output());
        assertEquals("none\n", run(shell, JobScripts.STOP, root().toString(), "20000101-000000-aaaa", "1", "1", "1")
                .output());
        Files.writeString(begun, text);

        assertEquals("INT\n", run(shell, JobScripts.STOP, root().toString(), id, "5", "5", "5").output());
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(128 + 2, files(id).end().orElseThrow().code());
        assertTrue(files(id).has("stop"));
    }

    @ParameterizedTest
    @MethodSource("moreShells")
    void killsAfterSigintAndSigtermWhatIgnoresThemWithAllThatItStarted(List<String> shell) throws Exception {
        // The child makes a session of its own, as torchrun's workers do.
        var script = "trap '' INT TERM; setsid sleep 61 & setsid sleep 62 & while :; do sleep 1; done";
        var id = ask(shell, 9, "/bin/sh", "-c", script);
        job(shell, id, "/bin/sh", "-c", script);
        awaitStart(id);
        Thread.sleep(300);
        long before = System.nanoTime();
        // Graces are counted in whole seconds, so each can be up to one shorter. The last of the three may be no time
        // at all: SIGKILL is sent until nothing is left, or often enough.
        var result = run(shell, JobScripts.STOP, root().toString(), id, "2", "2", "0");
        assertEquals("KILL\n", result.output(), result.errors());
        assertTrue(System.nanoTime() - before > 1_500_000_000L, "each signal has its time");
        TestBed.await("the end is recorded", 10, () -> Files.exists(root().resolve(id).resolve("ended")));
        assertEquals(128 + 9, files(id).end().orElseThrow().code());
        assertEquals("none\n", run(shell, JobScripts.STOP, root().toString(), id, "1", "1", "1").output());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keepsTheBeginningAndTheEndOfAFlood(List<String> shell) throws Exception {
        var script = "i=0; while [ $i -lt 40 ]; do echo \"block $i\"; head -c 1000000 /dev/zero | tr '\\0' x; echo; "
                + "i=$((i+1)); done; echo the end";
        var id = ask(shell, 9, "/bin/sh", "-c", script);
        job(shell, id, "/bin/sh", "-c", script).waitFor();
        long kept = 0;
        try (var names = Files.list(root().resolve(id))) {
            for (var file : names.filter(it -> it.getFileName().toString().startsWith("output")).toList()) {
                kept += Files.size(file);
            }
        }
        assertTrue(kept > 9 << 20 && kept < 18 << 20, "kept " + kept);
        assertTrue(output(id).startsWith("block 0\n"));
        assertTrue(output(id).endsWith("is left out here.]\n"), output(id).substring(output(id).length() - 200));
        var read = new StringBuilder();
        var reading = new JobOutput(new ProjectFolder(project), id,
                bytes -> read.append(new String(bytes, StandardCharsets.UTF_8)));
        assertTrue(reading.read());
        assertEquals(kept, read.toString().getBytes(StandardCharsets.UTF_8).length);
        assertTrue(read.toString().endsWith("\nthe end\n"));
        read.setLength(0);
        var tail = new JobOutput(new ProjectFolder(project), id,
                bytes -> read.append(new String(bytes, StandardCharsets.UTF_8)));
        tail.skipTo(100);
        tail.read();
        assertEquals(100, read.length());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void endsThoughSomethingItStartedHoldsTheOutput(List<String> shell) throws Exception {
        var script = "sleep 20 & echo done";
        var id = ask(shell, 9, "/bin/sh", "-c", script);
        job(shell, id, "/bin/sh", "-c", script);
        TestBed.await("the end is recorded", 15, () -> Files.exists(root().resolve(id).resolve("ended")));
        assertEquals(0, files(id).end().orElseThrow().code());
        assertEquals("done\n", output(id));
        // What a shell leaves in the background is deaf to SIGINT.
        assertEquals("TERM\n", run(shell, JobScripts.STOP, root().toString(), id, "1", "2", "2").output());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void forgetsTheOldestThatHaveEndedAndNothingElse(List<String> shell) throws Exception {
        var running = ask(shell, 9, "sleep", "60");
        job(shell, running, "sleep", "60");
        awaitStart(running);
        Files.createDirectories(root().resolve("mine"));
        var ids = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            var id = ask(shell, 2, "true");
            job(shell, id, "true").waitFor();
            ids.add(id);
        }
        assertEquals(List.of(ids.get(3), ids.get(2), ids.get(1), running), new ProjectFolder(project).names());
        assertTrue(Files.isDirectory(root().resolve("mine")));
        run(shell, JobScripts.STOP, root().toString(), running, "2", "2", "2");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void refusesAFolderThatIsALink(List<String> shell) throws Exception {
        Files.createDirectories(project.resolve("elsewhere"));
        Files.createSymbolicLink(project.resolve(".slipway"), project.resolve("elsewhere"));
        var result = run(shell, JobScripts.ASK, root().toString(), "20261121-043108-aaaa", "here", "5", "true");
        assertEquals(JobScripts.LINKED, result.code());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void saysThatItCannotWrite(List<String> shell) throws Exception {
        Files.writeString(project.resolve(".slipway"), "a file");
        var result = run(shell, JobScripts.ASK, root().toString(), "20261121-043108-aaaa", "here", "5", "true");
        assertEquals(JobScripts.NOT_WRITABLE, result.code());
        assertFalse(result.errors().isBlank());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void printsItsRecordsAndOutput(List<String> shell) throws Exception {
        var first = ask(shell, 9, "echo", "a b");
        job(shell, first, "echo", "a b").waitFor();
        var second = ask(shell, 9, "true");
        var parsed = JobFiles.parse(run(shell, JobScripts.RECORDS, root().toString()).output()
                .getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(second, first), parsed.stream().map(JobFiles::id).toList());
        assertEquals(List.of("echo", "a b"), parsed.getLast().command());
        assertEquals(0, parsed.getLast().end().orElseThrow().code());
        assertTrue(parsed.getFirst().end().isEmpty());
        assertEquals("output 4\n", run(shell, JobScripts.PIECES, root().toString(), first).output());
        assertEquals("b\n", run(shell, JobScripts.READ, root() + "/" + first + "/output", "3", "99").output());
        assertEquals("a ", run(shell, JobScripts.READ, root() + "/" + first + "/output", "1", "2").output());
    }
}
